"""Documents: HTML, XML and what is no article."""

from collections.abc import Iterator

from tests.hostile.truth import Case, body, html, may, no, ok, page, story

_ENTITY = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
REFUSED = ("no_article", "no_body", "shell", "data_file", "script", "too_deep", "too_many_tags", "unparsable", "empty")


def html_pages() -> Iterator[Case]:
    """Mark-up that is broken, huge, nested or lies; the article in it stays an article."""
    inside = {
        "unclosed": "<p>one<p>two<div><b><i><p>three", "crossed": "<b><i><p>one</b></i></p>two", "orphans": "</div></p></body></html></article>",
        "attributes": "<p " + " ".join(f"a{n}=1" for n in range(5000)) + ">Rain.</p>", "attribute": f'<p title="{"x" * 200_000}">Rain.</p>',
        "open-quote": '<p title="never closed>Rain.</p>', "cdata": "<![CDATA[<p>Rain</p>]]>", "comment": "<!-- never closed <p>Rain</p>",
        "comments": "<!-->--><!---><p>Rain</p>", "conditional": "<!--[if IE]><p>Rain</p><![endif]-->", "script": "<script>document.write('<p>x</p>')</script>",
        "script-open": "<script>var a = 1; <p>Rain</p>", "style-open": "<style>p { color: red } <p>Rain</p>", "textarea": "<textarea><p>Rain</p>",
        "plaintext": "<plaintext><p>Rain</p>", "xmp": "<xmp><p>Rain</p></xmp>", "noscript": "<noscript><p>Enable JavaScript</p></noscript>",
        "svg": "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>", "math": "<math><mtext><table><mglyph><style><!--</style>",
        "template": "<template><p>Rain</p></template>", "iframe": "<iframe srcdoc='<p>Rain</p>'></iframe>", "frameset": "<frameset><frame src=x></frameset>",
        "table": "<table><p>one<tr>two<td>three</table>", "select": "<select><option>one<p>two</select>", "nul": "<p>a\0b</p>", "tagnul": "<p\0>Rain</p\0>",
        "tags": "<a<b<c<d><p>Rain", "empty-tags": "<></><p>Rain</p>< p>not a tag</ p>", "colon": "<a:b:c>Rain</a:b:c>", "unicode-tag": "<pé>Rain</pé>",
        "bold": "<b>" * 120 + "Rain" + "</b>" * 120, "fonts": "<font size=1>Rain " * 90, "meta": "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
        "base": "<base href='file:///'><p>Rain</p>", "link": "<link rel=canonical href='javascript:alert(1)'>", "entity": "<p>&nosuch; &amp &ltp&gt &#x110000;</p>",
        "marquee": "<marquee><blink>Rain</blink></marquee>", "processing": "<?php echo 1 ?><p>Rain</p>", "asp": "<% = 1 %><p>Rain</p>",
    }  # fmt: skip
    unsure = {"textarea", "plaintext", "comment", "script-open", "style-open", "open-quote", "math", "frameset"}
    for name, mark in inside.items():
        yield page(f"{name}.html", html(f"html{name}", mark), may("", *REFUSED) if name in unsure else ok())
    whole = html("whole")
    for tenth in range(1, 10):
        cut = html(f"cut{tenth}", paragraphs=8)
        yield page(f"cut-{tenth}.html", cut[: len(cut) * tenth // 10], may("", *REFUSED))
    yield page("upper.HTM", html("upper").upper(), ok())
    yield page("no-tags.html", story("no-tags"), ok())
    yield page("text-is-html.txt", html("text-is-html"), ok())
    yield page("twice.html", whole + whole, may())
    yield page(
        "many-articles.html",
        "<html><body>" + "".join(f"<article><h1>{n}</h1><p>{body(f'm{n}', 1)}</p></article>" for n in range(60)),
        may(),
    )
    yield page("nested-articles.html", "<html>" + "<article>" * 90 + f"<h1>Deep</h1><p>{body('nested')}</p>", may())
    yield page("nothing.html", "<!doctype html>", no("", *REFUSED))
    yield page("frames.html", "<html><frameset><frame src=a><frame src=b></frameset></html>", no("", *REFUSED))
    yield page("all-scripts.html", "<html><script>" + "var a = 1;\n" * 5000 + "</script></html>", no("", *REFUSED))
    yield page("comment-only.html", "<!-- " + story("comment-only") + " -->", no("", *REFUSED))
    yield page(
        "refresh.html", "<meta http-equiv=refresh content='0;url=https://paper.test/'>", no("", *REFUSED, "error_page")
    )
    yield page(
        "json-ld.html",
        html(
            "ld",
            head='<script type="application/ld+json">{"@type":"NewsArticle","headline":' + "[" * 5000 + "</script>",
        ),
        ok(),
    )
    yield page(
        "json-ld-nan.html",
        html("ldn", head='<script type="application/ld+json">{"datePublished":NaN,"author":[[[[{}]]]]}</script>'),
        ok(),
    )
    yield page("million-tags.html", "<b>" * 1_000_000 + "Rain", no("", "too_deep", "too_many_tags"), big=True)
    yield page("million-p.html", "<p>" * 1_000_000 + "Rain", no("", "too_many_tags"), big=True)
    yield page("million-ends.html", "<p>Rain" + "</div>" * 1_000_000, no("", "too_many_tags"), big=True)
    yield page("million-mixed.html", html("mm") + "<div></p>" * 500_000, no("", "too_deep", "too_many_tags"), big=True)
    yield page(
        "deep-names.html", "".join(f"<x{n}>" for n in range(90_000)), no("", "too_deep", "too_many_tags"), big=True
    )
    yield page(
        "many-ends.html", "<a>" * 150 + "".join(f"</q{n}>" for n in range(90_000)) + html("ends"), may(), big=True
    )
    yield page("entities.html", html("entities", "<p>" + "&amp;" * 300_000 + "</p>"), may(), big=True)
    yield page(
        "picture.html", html("picture", '<img src="data:image/png;base64,' + "A" * 3_000_000 + '">'), ok(), big=True
    )


def xml_pages() -> Iterator[Case]:
    """XML with entities, wrong declarations and other roots."""
    bodies = {
        "entity": _ENTITY + html("xe").replace("<!doctype html>", "").replace("It ended", "It ended &x;"),
        "laughs": f"<!DOCTYPE html [<!ENTITY l0 'ha'>{_LAUGHS}]>" + html("xl").replace("<!doctype html>", "").replace("It ended", "&l11;"),
        "quadratic": f"<!DOCTYPE html [<!ENTITY q '{'q' * 50_000}'>]>" + html("xq").replace("<!doctype html>", "").replace("It ended", "&q;" * 2000),
        "parameter": '<!DOCTYPE html [<!ENTITY % a "<!ENTITY b SYSTEM \'file:///dev/zero\'>"> %a;]>' + html("xp").replace("<!doctype html>", "&b;"),
        "encoding": '<?xml version="1.0" encoding="utf-16"?>' + html("xenc"), "version": '<?xml version="9.9"?>' + html("xv"),
        "unknown": '<?xml version="1.0" encoding="x-evil"?>' + html("xu"), "stylesheet": '<?xml-stylesheet href="file:///etc/passwd"?>' + html("xs"),
        "xhtml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">' + html("xx").removeprefix("<!doctype html><html>"),
        "prefix": '<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml">' + html("xpr").removeprefix("<!doctype html><html>"),
        "include": '<html xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/>' + html("xi"),
    }  # fmt: skip
    for name, text in bodies.items():
        yield page(f"{name}.xhtml", text, may("", *REFUSED))
        yield page(f"{name}.xml", text.replace("number", f"other {name} number"), may("", *REFUSED))
    for root in ("rss", "feed", "urlset", "svg", "plist", "kml", "wsdl"):
        inside = "".join(f"<item><title>Item {n}</title><link>https://paper.test/{n}</link></item>" for n in range(20))
        yield page(f"{root}.xml", f"<?xml version='1.0'?><{root}>{inside}</{root}>", may("", *REFUSED))
    yield page("deep.xml", "<?xml version='1.0'?>" + "<a>" * 100_000, no("", *REFUSED), big=True)
    yield page(
        "attributes.xml",
        "<a " + " ".join(f'b{n}="{n}"' for n in range(600_000)) + "/>",
        no("", *REFUSED, "too_many_attributes", "too_long_tag"),
        big=True,
    )
    yield page(
        "namespaces.xml",
        "<a " + " ".join(f'xmlns:b{n}="u{n}"' for n in range(20_000)) + "><p>Rain.</p></a>",
        may("", *REFUSED),
        big=True,
    )
    yield page("empty.xml", "<?xml version='1.0'?>", no("", *REFUSED))
    yield page("opf.xml", "<package><metadata><dc:title>Paper</dc:title></metadata></package>", may("", *REFUSED))


def no_article() -> Iterator[Case]:
    """Shells, dialogues, errors, sign-ins, alone and in articles about them."""
    shown = {
        "shell": ["PressReader.com - Digital Newspaper & Magazine Subscriptions", "Please enable JavaScript to run this app.", "Loading..."],
        "consent": ["This website uses cookies\n\nAllow all cookies\n\nDeny", "We and our 842 partners store cookies.\n\nAccept all\n\nReject all",
                    "Wir verwenden Cookies\n\nAlle akzeptieren\n\nAblehnen", "Nous utilisons des cookies\n\nTout accepter\n\nTout refuser"],
        "login": ["Sign in to continue\n\nEmail\n\nPassword\n\nForgot your password?", "Log in\n\nAlready a subscriber?\n\nSubscribe now"],
        "error_page": ["404 Not Found\n\nnginx", "502 Bad Gateway", "Access denied\n\nError code 1020", "403 Forbidden"],
    }  # fmt: skip
    for reason, texts in shown.items():
        for number, text in enumerate(texts):
            yield page(f"{reason}-{number}.txt", text + "\n", no("", *shown))
            marked = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
            yield page(f"{reason}-{number}.html", f"<!doctype html><html><body>{marked}</body></html>", no("", *shown))
            about = story(f"about{reason}{number}").replace("\n\n- ADA", f" says {text.split(chr(10))[0]}\n\n- ADA", 1)
            yield page(f"{reason}-{number}-story.txt", about, ok())
    yield page("issue.txt", "\n\n".join(story(f"issue{n}") for n in range(200)), may())
    yield page("css.txt", "p { color: red; }\n" * 300, no(""))
    yield page("js.html", "function a() { return b.c(1); }\n" * 300, no(""))
    yield page("csv.txt", "id,name,url\n" + "1,Ada,https://paper.test/1\n" * 300, no(""))
    yield page("log.txt", '10.0.0.1 - - [09/Sep/2018:10:00:00 +0000] "GET /x HTTP/1.1" 200 12\n' * 300, no(""))
    yield page(
        "traceback.txt",
        'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nValueError: no\n' * 20,
        may(),
    )


CLASSES = {"html": html_pages, "xml": xml_pages, "no_article": no_article}
