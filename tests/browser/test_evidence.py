"""A file that is too large, in a browser: it is said at the question, before anything is sent."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_a_file_that_is_too_large_is_not_sent_and_the_question_stays(visit, tmp_path):
    window = visit("ict@keerbergen.example", width=390)
    page = window.page
    window.go("/scan/")
    scans = [link.get_attribute("href") for link in page.locator("main a[href^='/scan/']").all()]
    scan = next(path for path in scans if re.fullmatch(r"/scan/\d+/", path or ""))
    window.go(f"{scan}bewijs/BEL01/")
    for name, size in (("groot.txt", 21), ("klein.txt", 1)):
        file = tmp_path / name
        file.write_bytes(b"Een bewijs. " * (size * 1024 * 1024 // 12))
        page.set_input_files("#document-file", file)
        said = page.locator("#document-file").evaluate("field => field.validationMessage")
        assert said == ("Dit bestand is te groot: u kunt hoogstens 20 MB toevoegen." if size > 20 else "")
        if said:
            page.click("form:has(#document-file) button")
            page.wait_for_timeout(300)
            assert page.url.endswith("/bewijs/BEL01/")
            assert page.locator("form:has(#document-file)").get_attribute("data-sent") is None
    page.click("form:has(#document-file) button")
    page.wait_for_selector("text=klein.txt werd toegevoegd")
    assert page.url.endswith("/bewijs/BEL01/")
