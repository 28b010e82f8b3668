"""`python -m ringbook` is the command line."""

from ringbook.cli import app

app(prog_name="ringbook")
