"""Danish postal towns, as people write them after a postal code (F4).

The facts are those of the public list of Danish postal codes ("Postnumre i Danmark", PostNord), with the small islands;
post offices for parcels and scanning are left out, Greenland's towns stand at the end. One name for each town, in
the order of the codes.
"""

_NAMES = """
København C, Høje Taastrup, København K, København V, Frederiksberg C, Frederiksberg, København Ø, Nordhavn,
København N, København S, København NV, København SV, Valby, Glostrup, Brøndby, Rødovre, Albertslund, Vallensbæk,
Taastrup, Ishøj, Hedehusene, Hvidovre, Brøndby Strand, Vallensbæk Strand, Greve, Solrød Strand, Karlslunde,
Brønshøj, Vanløse, Herlev, Skovlunde, Ballerup, Måløv, Smørum, Kastrup, Dragør, Kongens Lyngby, Gentofte, Virum,
Holte, Nærum, Søborg, Dyssegård, Bagsværd, Hellerup, Charlottenlund, Klampenborg, Skodsborg, Vedbæk, Rungsted Kyst,
Hørsholm, Kokkedal, Nivå, Helsingør, Humlebæk, Espergærde, Snekkersten, Tikøb, Hornbæk, Dronningmølle, Ålsgårde,
Hellebæk, Helsinge, Vejby, Tisvildeleje, Græsted, Gilleleje, Frederiksværk, Ølsted, Skævinge, Gørløse, Liseleje,
Melby, Hundested, Hillerød, Allerød, Birkerød, Fredensborg, Kvistgård, Værløse, Farum, Lynge, Slangerup,
Frederikssund, Jægerspris, Ølstykke, Stenløse, Veksø Sjælland, Rønne, Aakirkeby, Nexø, Svaneke, Østermarie, Gudhjem,
Allinge, Klemensker, Hasle
Roskilde, Tune, Jyllinge, Skibby, Kirke Såby, Kirke Hyllinge, Ringsted, Viby Sjælland, Borup, Herlufmagle, Glumsø,
Fjenneslev, Jystrup Midtsj, Sorø, Munke Bjergby, Slagelse, Korsør, Skælskør, Vemmelev, Boeslunde, Rude, Agersø, Omø,
Fuglebjerg, Dalmose, Sandved, Høng, Gørlev, Ruds Vedby, Dianalund, Stenlille, Nyrup, Holbæk, Orø, Lejre, Hvalsø,
Tølløse, Ugerløse, Kirke Eskilstrup, Store Merløse, Vipperød, Kalundborg, Regstrup, Mørkøv, Jyderup, Snertinge,
Svebølle, Store Fuglede, Jerslev Sjælland, Nykøbing Sj, Svinninge, Gislinge, Hørve, Fårevejle, Asnæs, Vig, Grevinge,
Nørre Asmindrup, Højby, Rørvig, Sjællands Odde, Føllenslev, Sejerø, Eskebjerg, Køge, Gadstrup, Havdrup,
Lille Skensved, Bjæverskov, Faxe, Hårlev, Karise, Faxe Ladeplads, Store Heddinge, Strøby, Klippinge, Rødvig Stevns,
Herfølge, Tureby, Rønnede, Holmegaard, Haslev, Næstved, Præstø, Tappernøje, Mern, Karrebæksminde, Lundby,
Vordingborg, Kalvehave, Langebæk, Stensved, Stege, Borre, Askeby, Bogø By, Nykøbing F, Nørre Alslev, Stubbekøbing,
Guldborg, Eskilstrup, Horbelev, Idestrup, Væggerløse, Gedser, Nysted, Toreby L, Kettinge, Øster Ulslev, Errindlev,
Nakskov, Harpelunde, Horslunde, Søllested, Maribo, Bandholm, Askø og Lilleø, Torrig L, Fejø, Femø, Nørreballe,
Stokkemarke, Vesterborg, Holeby, Rødby, Dannemare, Sakskøbing
Odense C, Odense V, Odense NV, Odense SØ, Odense M, Odense NØ, Odense SV, Odense S, Odense N, Marslev, Kerteminde,
Agedrup, Munkebo, Rynkeby, Mesinge, Dalby, Martofte, Bogense, Otterup, Morud, Harndrup, Brenderup Fyn, Asperup,
Søndersø, Veflinge, Skamby, Blommenslyst, Vissenbjerg, Middelfart, Ullerslev, Langeskov, Aarup, Nørre Aaby, Gelsted,
Ejby, Faaborg, Lyø, Avernakø, Bjørnø, Assens, Glamsbjerg, Ebberup, Millinge, Broby, Haarby, Tommerup, Svendborg,
Ringe, Vester Skerninge, Stenstrup, Kværndrup, Årslev, Nyborg, Ørbæk, Gislev, Ryslinge, Ferritslev Fyn, Frørup,
Hesselager, Skårup Fyn, Vejstrup, Oure, Gudme, Gudbjerg Sydfyn, Rudkøbing, Humble, Bagenkop, Strynø, Tranekær,
Marstal, Birkholm, Ærøskøbing, Søby Ærø
Kolding, Egtved, Almind, Viuf, Jordrup, Christiansfeld, Bjert, Sønder Stenderup, Sjølund, Hejls, Haderslev,
Aabenraa, Barsø, Rødekro, Løgumkloster, Bredebro, Tønder, Højer, Gråsten, Broager, Egernsund, Padborg, Kruså,
Tinglev, Bylderup-Bov, Bolderslev, Sønderborg, Nordborg, Augustenborg, Sydals, Vojens, Gram, Toftlund, Agerskov,
Branderup J, Bevtoft, Sommersted, Vamdrup, Vejen, Gesten, Bække, Vorbasse, Rødding, Lunderskov, Brørup, Lintrup,
Holsted, Hovborg, Føvling, Gørding, Esbjerg, Esbjerg Ø, Esbjerg V, Esbjerg N, Fanø, Tjæreborg, Bramming, Glejbjerg,
Agerbæk, Ribe, Gredstedbro, Skærbæk, Rømø, Varde, Årre, Ansager, Nørre Nebel, Oksbøl, Janderup Vestj, Billum,
Vejers Strand, Henne, Outrup, Blåvand, Tistrup, Ølgod, Tarm, Hemmet, Skjern, Videbæk, Kibæk, Lem St, Ringkøbing,
Hvide Sande, Spjald, Ørnhøj, Tim, Ulfborg
Fredericia, Børkop, Vejle, Vejle Øst, Juelsminde, Stouby, Barrit, Tørring, Uldum, Vonge, Bredsten, Randbøl, Vandel,
Billund, Grindsted, Hejnsvig, Sønder Omme, Stakroge, Sønder Felding, Jelling, Gadbjerg, Give, Brande, Ejstrupholm,
Hampen, Herning, Ikast, Bording, Engesvang, Sunds, Karup J, Vildbjerg, Aulum, Holstebro, Haderup, Sørvad, Hjerm,
Vemb, Struer, Lemvig, Bøvlingbjerg, Bækmarksbro, Harboøre, Thyborøn, Thisted, Hanstholm, Frøstrup, Vesløs, Snedsted,
Bedsted Thy, Hurup Thy, Vestervig, Thyholm, Skive, Vinderup, Højslev, Stoholm Jyll, Spøttrup, Roslev, Fur,
Nykøbing M, Erslev, Karby, Redsted M, Vils, Øster Assels
Aarhus C, Aarhus N, Aarhus V, Brabrand, Åbyhøj, Risskov, Risskov Ø, Egå, Viby J, Højbjerg, Odder, Samsø,
Tranbjerg J, Mårslet, Beder, Malling, Hundslund, Solbjerg, Hasselager, Hørning, Hadsten, Trige, Tilst, Hinnerup,
Ebeltoft, Rønde, Knebel, Balle, Hammel, Harlev J, Galten, Sabro, Sporup, Grenaa, Lystrup, Hjortshøj, Skødstrup,
Hornslet, Mørke, Ryomgård, Kolind, Trustrup, Nimtofte, Glesborg, Ørum Djurs, Anholt, Silkeborg, Kjellerup, Lemming,
Sorring, Ans By, Them, Bryrup, Skanderborg, Låsby, Ry, Horsens, Daugård, Hedensted, Løsning, Hovedgård, Brædstrup,
Gedved, Østbirk, Flemming, Rask Mølle, Klovborg, Nørre Snede, Stenderup, Hornsyld, Endelave, Tunø, Viborg, Tjele,
Løgstrup, Skals, Rødkærsbro, Bjerringbro, Ulstrup, Langå, Thorsø, Fårvang, Gjern, Randers C, Randers NV, Randers NØ,
Randers SV, Ørsted, Randers SØ, Allingåbro, Auning, Havndal, Spentrup, Gjerlev J, Fårup
Aalborg, Aalborg SV, Aalborg SØ, Aalborg Øst, Svenstrup J, Nibe, Gistrup, Klarup, Storvorde, Kongerslev, Sæby,
Vodskov, Hjallerup, Dronninglund, Asaa, Dybvad, Gandrup, Hals, Vestbjerg, Sulsted, Tylstrup, Nørresundby, Vadum,
Aabybro, Brovst, Løkken, Pandrup, Blokhus, Saltum, Hobro, Arden, Skørping, Støvring, Suldrup, Mariager, Hadsund,
Bælum, Terndrup, Aars, Nørager, Aalestrup, Gedsted, Møldrup, Farsø, Løgstør, Ranum, Fjerritslev, Brønderslev,
Jerslev J, Østervrå, Vrå, Hjørring, Tårs, Hirtshals, Sindal, Bindslev, Frederikshavn, Læsø, Strandby, Jerup, Ålbæk,
Skagen
Nuuk, Nuussuaq, Kangerlussuaq, Sisimiut, Maniitsoq, Tasiilaq, Kulusuk, Alluitsup Paa, Qaqortoq, Narsaq, Nanortalik,
Narsarsuaq, Kangilinnguit, Arsuk, Paamiut, Aasiaat, Qasigiannguit, Ilulissat, Qeqertarsuaq, Kangaatsiaq, Uummannaq,
Upernavik, Qaarsut, Pituffik, Qaanaaq, Ittoqqortoormiit"""

# What the list adds to tell towns of one name apart; people leave it out, or write another.
_ADDED = {
    "c", "k", "n", "nv", "nø", "m", "s", "sv", "sø", "v", "ø", "øst", "f", "l", "j", "sj", "sjælland", "midtsj", "fyn",
    "sydfyn", "ærø", "vestj", "jyll", "thy", "djurs", "stevns", "by", "st", "strand", "kyst",
}  # fmt: skip

_SHORT = {
    "kgs": "kongens", "kbh": "københavn", "kbhvn": "københavn", "frb": "frederiksberg", "nyk": "nykøbing",
    "nr": "nørre", "sdr": "sønder", "st": "store", "ll": "lille", "k": "kirke", "v": "vester", "ø": "øster",
}  # fmt: skip

# Towns that are everyday words too: "1000 gram", "3000 ringe". Small letters do not make a town of them.
_EVERYDAY = {
    "ans", "arden", "balle", "beder", "borre", "brande", "bække", "fur", "galten", "give", "gram", "greve", "hals",
    "hammel", "hampen", "hasle", "hemmet", "henne", "humble", "højer", "lejre", "lem", "løkken", "løsning", "malling",
    "mørke", "odder", "ringe", "rude", "ry", "skals", "skive", "stege", "tarm", "them", "tim", "tune", "varde", "vejen",
    "vig", "års",
}  # fmt: skip


def plain_town(words: str) -> str:
    """The name as it is looked up: "Kgs. Lyngby" -> "kongens lyngby", "AARHUS  C" -> "århus c"."""
    first, *rest = words.casefold().replace("aa", "å").replace(".", " ").replace("-", " ").split() or [""]
    return " ".join([_SHORT.get(first, first), *rest])


def _names() -> frozenset[str]:
    """Every name of the list, and the same without what the list adds to it."""
    names = {plain_town(name) for name in _NAMES.replace(",", "\n").splitlines() if name.strip()}
    shorter = {name.rpartition(" ")[0] for name in names if name.rpartition(" ")[2] in _ADDED}
    return frozenset((names | shorter | {"lyngby", "nørre sundby"}) - {""})


TOWNS = _names()


def is_postal_town(words: str) -> bool:
    """Whether these words are the name of a postal town, in an old or a short spelling too."""
    plain = plain_town(words)
    return plain in TOWNS and not (plain in _EVERYDAY and words[0].islower())
