"""What one plan may weigh. A long plan has 60,000 characters; there is room for every real one."""

MAX_FILE_BYTES = 50_000_000
MAX_TEXT_CHARACTERS = 5_000_000
MAX_PAGES = 600
MAX_LINE_CHARACTERS = 1_000_000
MIN_HAN_CHARACTERS = 20
MIN_HAN_SHARE = 0.2
