"""An import contract of our own: modules outside foundation show other modules only their face."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PublicFace(Contract):
    """A direct import from another module outside `foundation` lands on `public`, `facts` or `values`.

    The root's own wiring (settings, urls, api, wsgi) may also reach a module's `apps`, `urls`, `rest` and
    `rest_…`.
    """

    faces = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 - the library's signature
        wrong = [
            {"importer": importer, "imported": imported}
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self._is_allowed(importer.split("."), imported.split("."))
        ]
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def _is_allowed(self, importer: list[str], imported: list[str]) -> bool:
        if imported[0] != "steunpunt" or len(imported) < 4 or imported[1] in {"foundation", "settings"}:
            return True
        is_own = importer[1:3] == imported[1:3]
        is_wiring = len(importer) == 2 and (imported[3] in {"apps", "urls", "rest"} or imported[3].startswith("rest_"))
        return is_own or is_wiring or imported[3] in self.faces  # type: ignore[operator]

    def render_broken_contract(self, check: ContractCheck) -> None:
        for found in check.metadata["wrong"]:
            output.print_error(f"{found['importer']} imports {found['imported']}", bold=False)
        output.print_error("Import the module's public, facts or values, or listen to its fact.", bold=True)
