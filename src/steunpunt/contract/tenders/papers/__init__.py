"""Papers of tenders: PDF by Typst, and the same content as a text that can be edited (.docx)."""

from steunpunt.contract.tenders.papers.awarding import report
from steunpunt.contract.tenders.papers.blocks import Paper, as_pdf
from steunpunt.contract.tenders.papers.letters import letter, letters
from steunpunt.contract.tenders.papers.minutes import minutes
from steunpunt.contract.tenders.papers.receipts import receipt
from steunpunt.contract.tenders.papers.selecting import selection_letter, selection_letters
from steunpunt.contract.tenders.papers.specification import specification
from steunpunt.contract.tenders.papers.word import as_word

__all__ = [
    "Paper",
    "as_pdf",
    "as_word",
    "letter",
    "letters",
    "minutes",
    "receipt",
    "report",
    "selection_letter",
    "selection_letters",
    "specification",
]
