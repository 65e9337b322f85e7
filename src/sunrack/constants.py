"""Constants of nature and of the Earth, in SI; the source in the same line."""

SPEED_OF_LIGHT = 299_792_458.0  # m/s, exact (SI)
STEFAN_BOLTZMANN = 5.670_374_419e-8  # W/m²/K⁴, CODATA 2018 (exact in the SI of 2019, rounded)
PLANCK = 6.626_070_15e-34  # J·s, exact (SI)
BOLTZMANN = 1.380_649e-23  # J/K, exact (SI)
STANDARD_GRAVITY = 9.806_65  # m/s², exact by convention (CGPM 1901)

EARTH_RADIUS = 6_378_137.0  # m, equatorial, WGS-84
EARTH_MEAN_RADIUS = 6_371_008.8  # m, mean radius, IUGG (great circles only)
EARTH_GRAVITY = 3.986_004_418e14  # m³/s², WGS-84 / EGM96
EARTH_J2 = 1.082_626_68e-3  # -, EGM96, unnormalised
SUN_RADIUS = 6.957e8  # m, IAU 2015 resolution B3 (nominal)
ASTRONOMICAL_UNIT = 1.495_978_707e11  # m, exact, IAU 2012 resolution B2
SOLAR_CONSTANT = 1361.0  # W/m² at 1 au, IAU 2015 resolution B3 (nominal total solar irradiance)
EARTH_ROTATION = 7.292_115e-5  # rad/s, WGS-84

DAY = 86_400.0  # s
YEAR = 365.25 * DAY  # s, Julian year: the year of every rate and price
TROPICAL_YEAR = 365.242_189_67 * DAY  # s, mean tropical year at J2000 (Meeus 1998, ch. 27)
