"""The benchmark of the comparison measures what it says, and never compares different results."""

import argparse

import numpy as np
import pytest

from bench import comparison, comparison_data, comparison_ours, comparison_pandas, report


@pytest.mark.parametrize("boards", [40, 600])
def test_the_platform_and_pandas_give_the_same_results(tmp_path, boards):
    comparison_data.make(tmp_path, boards)
    ours, theirs = comparison_ours.compare(tmp_path), comparison_pandas.compare(tmp_path)
    assert set(ours) == set(theirs)
    for name, values in ours.items():
        np.testing.assert_allclose(values, theirs[name], rtol=0, atol=1e-9, err_msg=name)


def test_different_results_stop_the_benchmark(tmp_path):
    np.savez(tmp_path / "one.npz", score=[1.0, np.nan])
    np.savez(tmp_path / "same.npz", score=[1.0 + 1e-12, np.nan])
    np.savez(tmp_path / "other.npz", score=[1.1, np.nan])
    np.savez(tmp_path / "less.npz", rank=[1.0])
    comparison.require_the_same(tmp_path / "one.npz", tmp_path / "same.npz")
    with pytest.raises(SystemExit, match="disagree about score"):
        comparison.require_the_same(tmp_path / "one.npz", tmp_path / "other.npz")
    with pytest.raises(SystemExit, match="different columns"):
        comparison.require_the_same(tmp_path / "one.npz", tmp_path / "less.npz")


@pytest.mark.slow
def test_a_run_writes_its_section(tmp_path, monkeypatch):
    sections = {}
    monkeypatch.setattr(comparison, "write_section", lambda name, text: sections.update({name: text}))
    comparison.measure(argparse.Namespace(boards=[60, 120], runs=1))
    assert sections["comparison"].startswith("## From stored answers to every board's comparison\n")
    assert "| 60 |" in sections["comparison"]
    assert "| 120 |" in sections["comparison"]


def test_a_section_is_rewritten_in_place_and_the_others_stay(tmp_path):
    file = tmp_path / "docs" / "benchmarks.md"
    report.write_section("pages", "first pages", file)
    report.write_section("comparison", "some text", file)
    report.write_section("pages", r"other \1 pages", file)
    assert file.read_text() == (
        report.INTRODUCTION + "\n<!-- pages: begin -->\nother \\1 pages\n<!-- pages: end -->\n"
        "\n<!-- comparison: begin -->\nsome text\n<!-- comparison: end -->\n"
    )
