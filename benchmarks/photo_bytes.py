"""Bytes of ten photos on a telephone 360 points wide, beside what Wagtail's defaults would send.

    python -m benchmarks.photo_bytes [--photos 10]

Both sides are made of the same stored pictures in one run. Wagtail's are those of the tag with
`width-360`, a JPEG of quality 85, and of `fill-360x210`, which shows the same part in the same size as ours.
"""

import argparse
import io
import statistics
from collections import defaultdict

from benchmarks.photos import photo
from benchmarks.temporary_site import temporary_site

STOCK = {"Wagtail, width-360": "width-360|format-jpeg", "Wagtail, fill-360x210": "fill-360x210|format-jpeg"}


def measure(photos: int) -> dict[str, list[int]]:
    """Returns the bytes of each photo, by who made it."""
    from django.core.files.base import ContentFile
    from wagtail.images.models import Filter

    from media import reader_sizes
    from media.models import Image

    found: dict[str, list[int]] = defaultdict(list)
    for number in range(photos):
        sent = photo(number)
        image = Image.objects.create(title=f"{number}", file=ContentFile(sent, name=f"{number}.jpg"))
        found["as sent"].append(len(sent))
        found["as kept, written anew"].append(image.file.size)
        for name, spec in STOCK.items():
            written = io.BytesIO()
            Filter(spec).run(image, written)
            found[name].append(len(written.getvalue()))
        for size in reader_sizes.sizes_of(image):
            if size.shape == reader_sizes.BANNER.name:
                kind = size.content_type.removeprefix("image/").upper()
                found[f"ours, {size.width}x{size.height} {kind}"].append(len(size.content))
    return dict(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=10)
    options = parser.parse_args()
    with temporary_site():
        found = measure(options.photos)
    stock = statistics.median(found["Wagtail, width-360"])
    print(f"{options.photos} photos, bytes: median (least to most), share of Wagtail's width-360")
    for name, sizes in found.items():
        middle = statistics.median(sizes)
        print(f"{name:28} {middle:>11,.0f} ({min(sizes):,} to {max(sizes):,})   {middle / stock:.2f}")


if __name__ == "__main__":
    main()
