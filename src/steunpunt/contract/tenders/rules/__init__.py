"""The sums of tenders: pure functions, without Django and without anything but their arguments."""
