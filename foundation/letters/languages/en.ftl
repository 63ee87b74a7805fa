# What a letter says by itself. All else is written by whoever makes the letter.
from = From
to = To
date = Date
signature = Signature
sources = Sources
