"""What citizens send: a photo that tells where it was taken, a voice note with words in its comments."""
import base64
import struct

# 16 by 16 pixels, EXIF with orientation 6 and the words below where a place would stand.
PHOTO = base64.b64decode(
    "/9j/4QA2RXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAABHUFMgLTYuMzk1NCwxMDYuODIxM//gABBKRklGAAEBAAABAAEAAP/bAEMABQMEBAQDBQQEBAUFBQYHDA"
    "gHBwcHDwsLCQwRDxISEQ8RERMWHBcTFBoVEREYIRgaHR0fHx8TFyIkIh4kHB4fHv/bAEMBBQUFBwYHDggIDh4UERQeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4e"
    "Hh4eHh4eHh4eHh4eHh4eHh4eHv/AABEIABAAEAMBIgACEQEDEQH/xAAfAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgv/xAC1EAACAQMDAgQDBQUEBAAAAX0BAgMABB"
    "EFEiExQQYTUWEHInEUMoGRoQgjQrHBFVLR8CQzYnKCCQoWFxgZGiUmJygpKjQ1Njc4OTpDREVGR0hJSlNUVVZXWFlaY2RlZmdoaWpzdHV2d3h5eoOEhYaHiImKkpOUlZaX"
    "mJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4eLj5OXm5+jp6vHy8/T19vf4+fr/xAAfAQADAQEBAQEBAQEBAAAAAAAAAQIDBAUGBwgJCgv/xAC1EQ"
    "ACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlq"
    "c3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/AMf/AI"
    "Tb/qGf+R//ALGvEa76uBr7HwTw1Kh9e9mrX9n/AO5D6DjXg7JuGvYf2XR9n7Tm5velK/Ly2+KTta72tvqf/9k=")
WHERE = b"GPS -6.3954,106.8213"
assert WHERE in PHOTO


def checksum(page):
    """Ogg's CRC-32 (RFC 3533, section 6), of a page whose own is zero."""
    total = 0
    for byte in page:
        total ^= byte << 24
        for _ in range(8):
            total = ((total << 1) ^ 0x04C11DB7 if total & 0x80000000 else total << 1) & 0xFFFFFFFF
    return total


def page(flags, number, packet, position=0):
    lacing = b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
    head = b"OggS\0" + struct.pack("<BQII", flags, position, 77, number)
    rest = bytes([len(lacing)]) + lacing + packet
    return head + struct.pack("<I", checksum(head + b"\0\0\0\0" + rest)) + rest


def voice_note(pages):
    """Opus, as WhatsApp sends it."""
    sound = [page(4 if i + 1 == pages else 0, 2 + i, bytes([65 + i % 26]) * 400, 960 * (i + 1)) for i in range(pages)]
    head = b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0"
    tags = b"OpusTags\x04\0\0\0Test\x01\0\0\0" + struct.pack("<I", len(WHERE)) + WHERE
    return page(2, 0, head) + page(0, 1, tags) + b"".join(sound)
