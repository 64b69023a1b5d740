"""Every worked case gives what it must give."""

from tests.ground_truth import make_scan_case
from tests.ground_truth.adapters import ADAPTERS
from tests.ground_truth.case import OWN_CASES, Case, cases_in, differences
from tests.ground_truth.methods import LANDED, PARTS


def test_a_worked_case_gives_its_expected_answers(case):
    assert case.method in ADAPTERS, (
        f"{case.path}: nothing computes the method {case.method!r}. "
        "Add it to PARTS in tests/ground_truth/methods.py and, when its part has landed, an adapter in adapters.py."
    )
    found = list(differences(case.expected, ADAPTERS[case.method](case), case.tolerance))
    assert not found, "\n".join(found)


def test_every_method_of_a_landed_part_has_an_adapter_and_a_case_of_our_own():
    methods = {method for part in LANDED for method in PARTS[part]}
    assert methods == set(ADAPTERS)
    assert methods == {case.method for case in cases_in(OWN_CASES)}


def test_the_full_scan_is_the_one_that_the_second_opinion_gives():
    (kept,) = (case for case in cases_in(OWN_CASES) if case.method == "scan_full")
    made = make_scan_case.case()
    assert kept.input == made["input"]
    assert kept.expected == made["expected"]


def test_an_answer_that_differs_is_found_wherever_it_stands():
    expected = {"rows": [{"score": 60.0, "status": "sterk", "shown": True}], "peers": ["G01"], "none": None}
    actual = {"rows": [{"score": 60.1, "status": "op peil", "shown": 1}], "peers": [], "none": 0}
    assert len(list(differences(expected, actual, 1e-9))) == 4
    assert list(differences(expected, expected, 0)) == []
    assert list(differences({"a": 1}, {}, 0)) == ["/a: not answered"]


def test_a_named_file_is_found_beside_the_case_or_in_a_folder_above_it(tmp_path):
    (tmp_path / "methods" / "A").mkdir(parents=True)
    (tmp_path / "scan").mkdir()
    (tmp_path / "scan" / "scan.yaml").touch()
    (tmp_path / "methods" / "A" / "answers.csv").touch()
    case = Case(tmp_path / "methods" / "A" / "case.json", "scan_full", {}, {}, 0)
    assert case.named_file("answers.csv") == tmp_path / "methods" / "A" / "answers.csv"
    assert case.named_file("../scan/scan.yaml").samefile(tmp_path / "scan" / "scan.yaml")
    assert case.named_file("elsewhere.yaml") is None
