"""One story in many papers: what a text leaves behind that a desk's cuts and a scan's damage do not touch.

`letters` what is compared · `signatures` the few windows of a text that are kept · `candidates` who shares some ·
`overlap` how much of one text stands in another, exactly · `facts` names and numbers · `clusters` who belongs together.
"""
