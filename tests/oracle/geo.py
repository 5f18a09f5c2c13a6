"""Distance of two near points on WGS 84 in centimetres, in decimals of fifty digits.

The straight line between the two points on the ellipsoid: up to 5 km it is less than a millimetre shorter than the way
on the ground.
"""

from decimal import Decimal, getcontext

getcontext().prec = 50

A = Decimal("6378137")
E2 = (2 - 1 / Decimal("298.257223563")) / Decimal("298.257223563")
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097")


def sin_cos(degrees_e7):
    """Sine and cosine of an angle in 1e-7 degrees, by their series."""
    x = Decimal(degrees_e7) * PI / Decimal(180 * 10**7)
    sine = cosine = Decimal(0)
    term, n = Decimal(1), 0
    while abs(term) > Decimal(10) ** -55:
        if n % 2 == 0:
            cosine += term if n % 4 == 0 else -term
        else:
            sine += term if n % 4 == 1 else -term
        n += 1
        term = term * x / n
    return sine, cosine


def place(lat_e7, lon_e7):
    """The point in metres from the centre of the earth."""
    (sin_lat, cos_lat), (sin_lon, cos_lon) = sin_cos(lat_e7), sin_cos(lon_e7)
    n = A / (1 - E2 * sin_lat * sin_lat).sqrt()
    return n * cos_lat * cos_lon, n * cos_lat * sin_lon, n * (1 - E2) * sin_lat


def distance_cm(a, b):
    """Centimetres between two (latitude, longitude) in 1e-7 degrees, rounded to the nearest."""
    metres = sum((p - q) ** 2 for p, q in zip(place(*a), place(*b), strict=True)).sqrt()
    return int((metres * 100).to_integral_value())


def away(station, metres, north, east):
    """The point about `metres` from the station in a direction: the nearest grid point on the way, found by halving."""
    low, high = 0, 10**8
    while high - low > 1:
        middle = (low + high) // 2
        point = (station[0] + north * middle, station[1] + east * middle)
        if distance_cm(station, point) < metres * 100:
            low = middle
        else:
            high = middle
    return station[0] + north * high, station[1] + east * high
