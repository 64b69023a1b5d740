"""QR codes for labels: dark squares as one path, to be drawn in the page itself."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


def code(text: str) -> tuple[int, str]:
    """The number of squares on a side, with the white border, and the path of the dark ones."""
    made = QRCode(error_correction=ERROR_CORRECT_M, border=2)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), path
