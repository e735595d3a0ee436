"""The picture of a signature, as it may be kept."""

import base64
from io import BytesIO
from struct import error as StructError

from PIL import Image

from odoo.exceptions import UserError

from ...tools.signing import image_problem

_BROKEN = (OSError, ValueError, SyntaxError, EOFError, StructError, Image.DecompressionBombError)


def cleaned_image(env, data):
    """The picture alone, base64, as a file of its own kind: nothing else that was in it (A26).

    :raises UserError: for what is no small PNG or JPEG, or a sheet on which nothing is drawn
    """
    problem = image_problem(data)
    if not problem:
        try:
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
                return _rewritten(env, image)
        except _BROKEN:
            problem = "kind"
    raise UserError(
        {
            "empty": env._("Draw, type or upload your signature."),
            "heavy": env._("The picture of your signature is larger than 1 MB."),
            "kind": env._("The picture of your signature must be a PNG or a JPEG."),
            "large": env._("The picture of your signature has too many pixels; 4000 by 1000 do."),
        }[problem]
    )


def _rewritten(env, image):
    kind = image.format
    plain = image.convert("RGBA" if kind == "PNG" else "RGB")
    if all(least == most for least, most in plain.getextrema()):
        raise UserError(env._("Draw, type or upload your signature."))
    out = BytesIO()
    plain.save(out, kind)
    return base64.b64encode(out.getvalue())
