"""Lay real article texts out as HTML, XHTML and JSON of print services and count the fields read exactly.

`python benchmarks/forms.py TEXTS.jsonl` (default ../shared/texts/articles-en.jsonl): one JSON object a line with
`title` and `text`. Documents are made by seed, with the variations that real ones show. Exit 1 below the floors.
"""

import html
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

from transforms.encoding import repair_text
from transforms.registry import known_outlets
from transforms.steps import clean_all

FLOOR = 0.98
BYLINES = ["ADA MARSH", "Rowan Ashgrove", "By TOBIAS PENN", "Mira Holt, The Canadian Press", "", ""]
CREDITS = ["AP PHOTO", "ROWAN ASHGROVE / REUTERS", "GETTY IMAGES", None]
CAPTIONS = ["The pier at dawn.", "A boat rests, its crew asleep.", "Mayor Lena Rook cuts the ribbon on Monday."]
ICON = "\ue012"


def hyphenated(text, rng):
    """Put soft hyphens into long words, as the web app's headings and the services' texts have them."""
    words = [
        w[:4] + "\xad" + w[4:] if len(w) > 8 and w.isalpha() and rng.random() < 0.5 else w for w in text.split(" ")
    ]
    return " ".join(words)


def inline(text, rng):
    """Escape a text, and set a word in bold or as a link."""
    words = html.escape(text, quote=False).split(" ")
    if len(words) > 6 and rng.random() < 0.4:
        place = rng.randrange(1, len(words) - 2)
        tag = rng.choice(["b", "i", "a href='/x'", "span class='x'"])
        words[place] = f"<{tag}>{words[place]}</{tag.split()[0]}>"
    return " ".join(words)


def classes(rng, *names):
    """Return class names with others around them, in any order."""
    found = [*names, *rng.sample(["x1", "js-on", "wide", "ng-scope"], rng.randrange(3))]
    rng.shuffle(found)
    return " ".join(found)


def caption_text(credit, caption):
    """Return a caption as HTML prints it, with the glyphs of its icons."""
    return f"{ICON} — {credit} {ICON} {caption}" if credit else f"{ICON} {caption}"


def story_of(article, outlets, rng):
    """Return what an article is to say."""
    paragraphs = [p.strip() for p in article["text"].split("\n\n") if p.strip() and "\n" not in p.strip()]
    body = [re.sub(r"[ \t]+", " ", p) for p in paragraphs][:30]  # HTML shows several spaces as one
    body = [p for p in body if p != article["title"].strip()]  # the headline again is a repeat
    photos = [(rng.choice(CREDITS), c) for c in rng.sample(CAPTIONS, rng.randrange(3))]
    return {
        "outlet": rng.choice(outlets).name, "headline": " ".join(article["title"].split()), "body": body,
        "standfirst": rng.choice([None, "Council votes to keep the old pier", "WHAT THE TOWN DECIDED"]),
        "byline": rng.choice(BYLINES), "photos": photos, "day": f"2019-0{rng.randrange(1, 10)}-1{rng.randrange(10)}",
    }  # fmt: skip


def printed_day(day, rng):
    """Return a date as pages print it."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
    year, month, number = day.split("-")
    return rng.choice([f"{int(number)} {months[int(month) - 1]} {year}", day])


def as_web(s, rng):
    mark = rng.choice(["aid='{}'", 'data-articleid="{}"', "data-article-id={}", 'role="article" id="a{}"']).format(
        281500000000000 + rng.randrange(10**9)
    )
    head = f"<h1>{hyphenated(html.escape(s['headline'], quote=False), rng)}</h1>" + (
        f"<h2>{s['standfirst']}</h2>" if s["standfirst"] else ""
    )
    items = [
        f'<li class="{classes(rng, "pub")}">{html.escape(s["outlet"])}</li>',
        f"<li>{printed_day(s['day'], rng)}</li>",
    ]
    if s["byline"]:
        items.append(f'<li class="{classes(rng, "art-author")}">{s["byline"]}</li>')
    meta = f'<ul class="{classes(rng, "art-meta")}">{"".join(items)}</ul>'
    photos = [f'<span class="{classes(rng, "art-imagetext")}">{caption_text(*p)}</span>' for p in s["photos"]]
    paragraphs = [f"<p>{inline(p, rng)}</p>" for p in s["body"]]
    for photo in photos:
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), f"<div>{photo}</div>")
    size = rng.randrange(2, 9)
    cut = [paragraphs[start : start + size] for start in range(0, len(paragraphs), size)]
    columns = [f'<div class="{classes(rng, "col")}">{"".join(part)}</div>' for part in cut]
    title = rng.choice(["PressReader - {}: {} - {}", "{0} | PressReader"]).format(
        html.escape(s["outlet"]), s["day"], html.escape(s["headline"])
    )
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title><script>var a='<p>no</p>';</script></head><body>"
        f"<nav><a>Home</a> <a>Sign in</a></nav><div class=wrap><article {mark}>"
        f"<header>{head}{meta if rng.random() < 0.3 else ''}</header>{'' if 'art-meta' in head else meta}{''.join(columns)}</article></div>"
        "<footer>Newspapers in English</footer></body></html>"
    ).replace(meta + "</header>" + meta, meta + "</header>")


def as_viewer(s, rng):
    items = (
        [s["outlet"], printed_day(s["day"], rng), s["byline"] or s["outlet"]]
        if rng.random() < 0.7 or s["byline"]
        else [s["outlet"], printed_day(s["day"], rng)]
    )
    photos = "".join(f'<span class="art-imagetext">{caption_text(*p)}</span>' for p in s["photos"])
    body = "".join(f"<p>{inline(p, rng)}</p>" for p in s["body"])
    return (
        f'<html><body><div class="toolbar">Print Email</div><div class="{classes(rng, "art-content")}"><h1>{html.escape(s["headline"], quote=False)}</h1>'
        + (f"<h2>{s['standfirst']}</h2>" if s["standfirst"] else "")
        + f'<ul class="{classes(rng, "art-meta")}">{"".join(f"<li>{html.escape(i)}</li>" for i in items)}</ul>'
        + f'{photos}<div class="{classes(rng, "clear")}"><div>{body}</div></div></div></body></html>'
    )


def as_epub(s, rng):
    photos = "".join(
        '<div class="img-art">'
        + (f'<span class="img-byline">{c}</span>' if c else "")
        + f'<span class="img-text">{t}</span></div>'
        for c, t in s["photos"]
    )
    body = [f"<p>{inline(p, rng)}</p>" for p in s["body"]]
    if len(body) > 3:
        body.insert(2, '<div class="art-divider">• Page 6 •</div>')
        body.insert(1, f'<div class="annotation">{html.escape(" ".join(s["body"][0].split()[:6]), quote=False)}</div>')
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f'<title>{html.escape(s["outlet"])}</title></head><body><div class="art-cnt" id="art-{rng.randrange(90)}"><div class="legal-header">All rights reserved.</div>'
        f'<div class="art-header">Page 5</div><div class="art-title-area"><div class="title">{html.escape(s["headline"], quote=False)}</div>'
        + (f'<div class="subtitle">{s["standfirst"]}</div>' if s["standfirst"] else "")
        + (f'<span class="byline">{s["byline"]}</span>' if s["byline"] else "")
        + f"</div>{photos}{''.join(body)}</div></body></html>"
    )


def as_service(s, rng):
    return json.dumps(
        {"Articles": [{
            "Id": str(281500000000000 + rng.randrange(10**9)), "Title": hyphenated(s["headline"], rng), "Subtitle": s["standfirst"], "Byline": s["byline"] or None,
            "Authors": None, "Section": "News", "Page": 5, "Blocks": [{"Text": hyphenated(p, rng)} for p in s["body"]],
            "Images": [{"Id": n, "Url": "http://x/y.jpg", "Title": f"— {c} {t}" if c else t} for n, (c, t) in enumerate(s["photos"])],
            "Issue": {"CountryCode": "ca", "Title": s["outlet"], "Date": s["day"] + "T00:00:00"},
        }]}, ensure_ascii=rng.random() < 0.5,
    )  # fmt: skip


def as_service_2(s, rng):
    paragraphs = [{"type": "text", "text": s["headline"], "style": 2}] if rng.random() < 0.4 else []
    paragraphs += [{"type": "text", "text": p} for p in s["body"]]
    paragraphs += [{"type": "photo", "text": f"— {c} {t}" if c else t, "style": 4} for c, t in s["photos"]]
    return json.dumps(
        {"id": 281500000000000 + rng.randrange(10**9), "title": s["headline"], "subtitle": s["standfirst"] or "", "author": s["byline"], "date": s["day"],
         "textLength": sum(map(len, s["body"])), "shortContent": s["body"][0][:100], "issue": {"sectionName": "News", "date": s["day"]},
         "paragraphs": paragraphs, "images": [{"caption": f"— {c} {t}" if c else t} for c, t in s["photos"]]}
    )  # fmt: skip


FORMS = {"web": as_web, "viewer": as_viewer, "epub": as_epub, "service": as_service, "service-2": as_service_2}


def main():
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/texts/articles-en.jsonl")
    articles = [json.loads(line) for line in source.read_text("utf-8").split("\n") if line]
    articles = [a for a in articles if a.get("title") and len(a["text"]) > 300]
    rng, right, total, shown = random.Random(7), Counter(), Counter(), Counter()
    outlets = [o for o in known_outlets() if o.language == "en" and o.country and not o.name.startswith("The The")]
    for article in articles:
        for form, lay in FORMS.items():
            s = story_of(article, outlets, rng)
            (page,) = clean_all(lay(s, rng))
            want = {
                "headline": repair_text(s["headline"]), "standfirst": s["standfirst"], "body": "\n\n".join(repair_text(p).strip() for p in s["body"]),
                "byline": s["byline"] or None, "captions": list(s["photos"]),
            }  # fmt: skip
            if form != "service-2":
                want["outlet_as_printed"] = s["outlet"]
            if form != "epub":
                want["published"] = s["day"]
            else:
                want["page_numbers"] = ("5", "6") if len(s["body"]) > 3 else ("5",)
            got = {name: getattr(page, name) for name in want if name not in {"captions", "published"}}
            got |= {
                "captions": sorted(((c.credit, c.caption) for c in page.captions), key=str),
                "published": str(page.published),
            }
            want["captions"].sort(key=str)
            for name, value in want.items():
                total[name, form] += 1
                right[name, form] += got[name] == value
                if got[name] != value and shown[name, form] < 2 and "-v" in sys.argv:
                    shown[name, form] += 1
                    print(form, name, repr(got[name])[:300], "\n    WANT", repr(value)[:300])
    low = False
    for name in sorted({name for name, _ in total}):
        shares = {form: right[name, form] / total[name, form] for form in FORMS if total[name, form]}
        low |= min(shares.values()) < FLOOR
        print(f"{name:<18}", {form: round(share, 3) for form, share in shares.items()})
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
