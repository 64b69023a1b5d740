"""Which files of which npm packages the platform serves, and where they stand under `vendor/`.

The packages are served as they are: no bundler. `manage.py assets` brings them into the state folder.
"""

import re
from pathlib import Path

SERVED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter/inter-latin.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "inter/inter-latin-ext.woff2",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "vega/build/vega.min.js": "vega/vega.min.js",
    "vega-lite/build/vega-lite.min.js": "vega/vega-lite.min.js",
    "vega-embed/build/vega-embed.min.js": "vega/vega-embed.min.js",
}
"""From the folder of npm packages to the folder that is served."""

KEPT = {
    "@tabler/icons/tabler-nodes-outline.json": "icons/outline.json",
    "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf": "fonts/Inter-Regular.ttf",
    "@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf": "fonts/Inter-Medium.ttf",
    "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf": "fonts/Inter-SemiBold.ttf",
    "@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf": "fonts/Inter-Bold.ttf",
    "@expo-google-fonts/inter/400Regular_Italic/Inter_400Regular_Italic.ttf": "fonts/Inter-Italic.ttf",
}
"""Used by the server itself (icons in pages, typeface in papers and charts), not served."""


_SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=[^*]+\*/)\s*$")


def bring(node_modules: Path, state_dir: Path) -> int:
    """Write every file to its place when what stands there differs; answers how many were written.

    The line that names a source map is left out: the maps are not served, and a manifest of files would miss them.
    """
    written = 0
    wanted = [(source, state_dir / "vendor" / target) for source, target in SERVED.items()]
    wanted += [(source, state_dir / target) for source, target in KEPT.items()]
    for source, target in wanted:
        content = (node_modules / source).read_bytes()
        if target.suffix in {".js", ".css"}:
            content = _SOURCE_MAP.sub(b"", content)
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            written += 1
    return written
