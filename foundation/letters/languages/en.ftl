# What a letter says by itself. All else is written by whoever makes the letter.
page = Page { $page } of { $pages }
from = From
to = To
date = Date
signature = Signature
sources = Sources
