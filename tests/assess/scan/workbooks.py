"""Workbooks for tests: whole ones, and broken ones of every kind."""

import io
import zipfile

from openpyxl import Workbook, load_workbook

SURVEY = ["type", "name", "label::Nederlands (nl)", "label::English (en)", "label::Français (fr)"]
CHOICES = ["list_name", "name", "label::Nederlands (nl)", "label::English (en)", "label::Français (fr)", "level"]


def a_workbook(sheets):
    """The bytes of a workbook with these sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def small_form():
    """One domain, one question, two answers."""
    return {
        "survey": [
            [*SURVEY],
            ["begin_group", "dom_NET", "Netwerk", "Network", "Réseau"],
            ["select_one NET01", "NET01", "Is er een netwerk?", "Is there a network?", "Y a-t-il un réseau ?"],
            ["end_group"],
        ],
        "choices": [
            [*CHOICES],
            ["NET01", "a0", "Nee", "No", "Non", 0],
            ["NET01", "a5", "Ja", "Yes", "Oui", 5],
        ],
        "settings": [["form_title", "title_en", "title_fr", "version"], ["Scan", "Scan", "Scan", "1.0"]],
    }


def changed(sheet, row, column, value):
    """The small form with another value in one cell; rows and columns count from 1."""
    form = small_form()
    line = form[sheet][row - 1]
    line.extend([None] * (column - len(line)))
    line[column - 1] = value
    return a_workbook(form)


def cells(content):
    """Everything in a workbook, by sheet: to compare two of them."""
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in load_workbook(io.BytesIO(content))
    }


def repacked(content, *, without=(), more=None):
    """The workbook with parts taken out or put in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in without and name not in (more or {}):
                new.writestr(name, old.read(name))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()
