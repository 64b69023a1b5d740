"""What is answered and argued in the tenders of the demonstration: by offer, by criterion, by mark. Everything is invented."""

from collections.abc import Mapping, Sequence

from steunpunt.contract.tenders.public import StepCode

MAIL_ANSWERS: Mapping[str, Mapping[str, str]] = {
    "COLT": {
        "E1": "99,95 % per maand, gemeten van buiten; metingen van twee jaar in bijlage 2.",
        "E2": "Elke nacht om 1 uur. Een postbus wordt binnen 4 uur teruggezet, op vraag van de helpdesk.",
        "E3": "Twee datacenters, in Brussel en Amsterdam.",
        "E4": "Zonder meerkost, ook agenda en contacten.",
        "E5": "De helpdesk van het steunpunt ziet elke melding en vult ze aan.",
        "K1": "Twee datacenters die elkaar overnemen, met een oefening per kwartaal. Metingen van drie klanten in bijlage 2.",
        "K2": "Filter in twee stappen met een map die de gebruiker zelf nakijkt. Terugzetten per postbus binnen 4 uur.",
        "K3": "Een proefbestuur eerst, dan een bestuur per weekend; een week lang lopen oud en nieuw naast elkaar.",
        "K4": "Tweede lijn van 7 tot 19 uur, oplostijden per soort melding, elke maand een rapport.",
    },
    "Voorbeeld Telecom": {
        "E1": "99,9 % per maand; een meetdienst van een derde staat in de prijs.",
        "E2": "Elke nacht. Een postbus komt dezelfde werkdag terug.",
        "E3": "Alles staat in België.",
        "E4": "Zonder meerkost.",
        "E5": "Kan, met een leesaccount voor het steunpunt.",
        "K1": "Een eigen netwerk tot in het datacenter, dubbel uitgevoerd. Schema en jaarcijfers in de nota.",
        "K2": "Eigen filter, met een wekelijks overzicht van wat tegengehouden werd. Terugzetten dezelfde werkdag.",
        "K3": "Een migratieteam van vier mensen; per bestuur een draaiboek dat de ICT-verantwoordelijke goedkeurt.",
        "K4": "Een vaste contactpersoon, tweede lijn in het Nederlands, maandrapport met elke overschrijding.",
    },
    "Postbode Cloud": {
        "E1": "99,9 %, van buiten gemeten door de fabrikant van de software.",
        "E2": "Elke nacht. Een postbus terugzetten kan de beheerder zelf, in het beheerscherm.",
        "E3": "Datacenters in Ierland en Nederland.",
        "E4": "Zonder meerkost.",
        "E5": "Niet voorzien: meldingen komen in ons eigen portaal.",
        "K1": "Een gedeeld platform van de fabrikant. De opbouw is die van de fabrikant; eigen metingen zijn er niet.",
        "K2": "De beheerder zet zelf terug. Filter van de fabrikant, met quarantaine per gebruiker en een rapport.",
        "K3": "Migratie met een programma, op afstand. Een bestuur duurt een tot drie weekends.",
        "K4": "Tweede lijn per mail, antwoord binnen een werkdag. Een rapport kan de beheerder zelf trekken.",
    },
    "Kabel en Kantoor": {
        "E1": "99,9 %, met een meetpunt bij twee besturen.",
        "E2": "Elke nacht, dertig dagen bewaard. Terugzetten per postbus binnen twee werkdagen.",
        "E3": "Datacenter in Zaventem, kopie in Gent.",
        "E4": "Zonder meerkost tot twee toestellen per gebruiker.",
        "E5": "Eerste lijn bij het steunpunt is welkom; meldingen worden elke dag uitgewisseld.",
        "K1": "Twee plaatsen in België, met een kopie die elk uur bijgewerkt wordt. Schema in de nota, cijfers van één klant.",
        "K2": "Een gekend filter zonder eigen instellingen per bestuur. Terugzetten kan, binnen twee werkdagen.",
        "K3": "Een technicus ter plaatse tijdens het weekend en op maandag. Lijst van wat vooraf nagekeken wordt.",
        "K4": "Tweede lijn tijdens kantooruren. Oplostijden staan er, zonder gevolg als ze niet gehaald worden.",
    },
    "Serverhuis": {
        "E1": "99,9 %, gemeten van buiten, maandelijks meegedeeld.",
        "E2": "Elke nacht. Een postbus wordt op aanvraag teruggezet.",
        "E3": "Eigen serverruimte in Leuven.",
        "E4": "Tegen meerkost.",
        "E5": "Niet voorzien.",
        "K1": "Eén serverruimte met noodstroom; een tweede plaats is in opbouw.",
        "K2": "Een filter volgens de gangbare lijsten. Terugzetten op aanvraag.",
        "K3": "Overgang in een weekend met eigen mensen; berichten van de laatste dag worden nagehaald.",
        "K4": "Tweede lijn bereikbaar per telefoon.",
    },
}
"""By requirement and criterion, as in the quality envelope."""

MAIL_REGULAR: Mapping[str, str] = {
    "COLT": "Op tijd, ondertekend en volledig. E1: 99,95 % van buiten gemeten (bijlage 2). E2: elke nacht, per postbus binnen 4 uur. "
    "E3: Brussel en Amsterdam. Geen voorbehoud.",
    "Voorbeeld Telecom": "Op tijd, ondertekend en volledig. E1: 99,9 %, meting door een derde. E2: elke nacht, per postbus dezelfde "
    "werkdag. E3: België. Geen voorbehoud.",
    "Postbode Cloud": "Op tijd, ondertekend en volledig. E1: 99,9 %, meting van buiten door de fabrikant. E2: elke nacht, de beheerder "
    "zet zelf een postbus terug. E3: Ierland en Nederland. Geen voorbehoud.",
    "Kabel en Kantoor": "Op tijd, ondertekend en volledig. E1: 99,9 %, twee meetpunten. E2: elke nacht, per postbus binnen twee "
    "werkdagen. E3: Zaventem en Gent. Geen voorbehoud.",
    "Serverhuis": "Op tijd, ondertekend en volledig. E1: 99,9 % van buiten gemeten. E2: elke nacht, terug te zetten per postbus op "
    "aanvraag: voldoet, al zegt de nota niet hoe snel (zie K2). E3: Leuven. Geen voorbehoud.",
}
"""Why each offer counts: every requirement that is a must."""

MAIL_TALK: Mapping[str, Sequence[str]] = {
    "COLT": (
        (
            "Twee datacenters die elkaar overnemen, en een oefening per kwartaal: meer dan gevraagd. De metingen van drie klanten "
            "(bijlage 2) tonen dat 99,9 % gehaald wordt."
        ),
        (
            "De gebruiker kijkt zelf na wat tegengehouden werd, en een postbus is binnen 4 uur terug. Een voorbeeld van een herstel "
            "zit erbij. Instellingen per bestuur zijn er niet: dat had een 10 gemaakt."
        ),
        (
            "Proefbestuur, een bestuur per weekend en een week waarin oud en nieuw naast elkaar lopen: zo gaat er geen bericht "
            "verloren. Het draaiboek van een eerdere klant is toegevoegd."
        ),
        "Oplostijden per soort melding, elke maand een rapport met voorbeeld. Buiten 7 tot 19 uur is er alleen een wachtdienst.",
    ),
    "Voorbeeld Telecom": (
        (
            "Dubbel uitgevoerd tot en met de lijn naar het datacenter, met jaarcijfers die boven 99,9 % liggen: meer dan gevraagd "
            "en aangetoond."
        ),
        (
            "Terugzetten dezelfde werkdag en een wekelijks overzicht van wat tegengehouden werd, met een voorbeeld. De gebruiker kan "
            "zelf niets vrijgeven."
        ),
        "Vier mensen, en een draaiboek dat de ICT-verantwoordelijke goedkeurt. Het voorbeeld toont elke stap van het weekend.",
        "Vaste contactpersoon en een maandrapport met elke overschrijding. Alles wat gevraagd is, met een voorbeeldrapport.",
    ),
    "Postbode Cloud": (
        "Het platform van de fabrikant volstaat, maar er zijn geen eigen metingen: dat 99,9 % gehaald wordt, staat er zonder bewijs.",
        "De beheerder zet zelf een postbus terug en elke gebruiker heeft een quarantaine; schermen en een rapport tonen het.",
        (
            "Een programma op afstand, een tot drie weekends per bestuur. Hoe berichten die ondertussen binnenkomen gevolgd worden, "
            "blijft algemeen."
        ),
        "Antwoord binnen een werkdag staat er, oplostijden niet voor elke soort melding. Een rapport moet de beheerder zelf trekken.",
    ),
    "Kabel en Kantoor": (
        "Twee plaatsen en een kopie per uur, met schema en cijfers van één klant: alles wat gevraagd is, en aangetoond.",
        (
            "Filter en back-up zijn er, maar hoe het filter per bestuur ingesteld wordt, staat er niet; twee werkdagen om terug te "
            "zetten is lang."
        ),
        (
            "Een technicus ter plaatse, ook op maandag, en een lijst van wat vooraf nagekeken wordt. Het voorbeeld van een bestuur "
            "met 200 postbussen overtuigt."
        ),
        "Oplostijden staan er, maar niets volgt als ze niet gehaald worden; een voorbeeld van een rapport ontbreekt.",
    ),
    "Serverhuis": (
        (
            "Eén serverruimte met noodstroom haalt de gevraagde 99,9 %, maar de tweede plaats bestaat nog niet: hoe een brand of "
            "stroompanne opgevangen wordt, blijft algemeen."
        ),
        (
            "Terugzetten per postbus kan, zoals geëist. De nota zegt niet wie het vraagt en hoe lang het duurt, en wat een gebruiker "
            "met tegengehouden post kan doen, ontbreekt: een deel van wat gevraagd is, is er niet."
        ),
        "Een weekend met eigen mensen en een nahaal van de laatste dag: wat gevraagd is. Een draaiboek of voorbeeld is er niet.",
        "Alleen een telefoonnummer: oplostijden en rapporten, die het criterium vraagt, ontbreken.",
    ),
}
"""What the group ended on, by offer, in the order of the criteria."""

MAIL_ALONE: Mapping[str, Mapping[int, Sequence[str]]] = {
    "K1": {
        10: (
            "De beschikbaarheid is met cijfers van klanten aangetoond, en er is meer dan gevraagd.",
            "Alles is dubbel, en dat het werkt staat in de metingen.",
            "Hier hoeven we niets te geloven: de cijfers van twee jaar zitten erbij.",
        ),
        8: (
            "De opbouw is duidelijk en 99,9 % is aannemelijk met een voorbeeld.",
            "Schema en cijfers zijn er; een oefening van een panne zag ik niet.",
            "Goed platform, alles wat gevraagd is.",
        ),
        6: (
            "Het platform volstaat, maar ik vind geen meting die het aantoont.",
            "Wat er gebeurt als de hoofdplaats uitvalt, blijft algemeen.",
        ),
        2: (
            "Over het uitvallen van een plaats staat er niets waar ik op kan rekenen.",
            "Geen metingen, geen tweede plaats: een deel ontbreekt.",
        ),
    },
    "K2": {
        10: (
            "Terugzetten gaat sneller dan we vandaag zelf kunnen, en het voorbeeld toont het.",
            "Filter en back-up zijn met echte gevallen uitgelegd.",
        ),
        8: (
            "Het filter is goed beschreven en een postbus is snel terug.",
            "Alles staat er, met schermen erbij.",
            "Duidelijk wat met ongewenste post gebeurt; terugzetten is uitgewerkt.",
        ),
        6: (
            "De back-up is in orde, het filter wordt maar in twee zinnen beschreven.",
            "Terugzetten kan, maar hoe lang we wachten, hangt ervan af.",
        ),
        2: (
            "Wat er met ongewenste post gebeurt, staat er niet.",
            "Terugzetten kan, zonder termijn; over het nakijken van het filter vind ik niets.",
        ),
    },
    "K3": {
        10: (
            "Een proefbestuur eerst en een terugweg als het misloopt: meer dan gevraagd.",
            "Het draaiboek is tot op het uur uitgewerkt, met een echte overgang als voorbeeld.",
        ),
        8: (
            "Een weekend per bestuur, met een duidelijk draaiboek.",
            "Hoe berichten tijdens het weekend bewaard blijven, is uitgelegd.",
            "Voor een bestuur als het onze is de aanpak haalbaar.",
        ),
        6: (
            "Het kan in een weekend, maar wie wat doet blijft open.",
            "De stappen staan er; een voorbeeld ontbreekt.",
        ),
        2: (
            "Hoe agenda's en gedeelde mappen meegaan, staat er niet.",
            "Over berichten die tijdens de overgang binnenkomen vind ik niets.",
        ),
    },
    "K4": {
        10: (
            "Oplostijden met een gevolg als ze niet gehaald worden, en een rapport dat we kunnen gebruiken.",
            "Ruimer bereikbaar dan gevraagd, met een voorbeeld van een storing.",
        ),
        8: (
            "Oplostijden per soort melding en een maandrapport: alles wat gevraagd is.",
            "De tweede lijn spreekt Nederlands en heeft vaste termijnen.",
            "Het voorbeeldrapport zegt wat we willen weten.",
        ),
        6: (
            "De tweede lijn is er, maar de termijnen blijven algemeen.",
            "Een rapport kan, maar we moeten het zelf maken.",
        ),
        2: (
            "Oplostijden ontbreken.",
            "Een telefoonnummer is nog geen dienstverlening: rapporten staan er niet.",
        ),
    },
}
"""What members wrote alone, by criterion and mark."""

MAIL_MOTIVATION = (
    "Vijf offertes kwamen op tijd binnen en werden geopend. Alle vijf zijn regelmatig: ze voldoen aan de eisen E1, E2 en E3. Geen "
    "leverancier is uitgesloten, en alle vijf zijn geselecteerd.\n"
    "Een werkgroep van zeven ICT-verantwoordelijken beoordeelde de kwaliteit zonder de prijzen te kennen: elk lid eerst alleen, daarna "
    "samen over elk punt waarover leden verschilden.\n"
    "De offerte van COLT staat op kwaliteit naast de beste: een platform op twee plaatsen met aangetoonde beschikbaarheid, een postbus die "
    "binnen enkele uren teruggezet is, een overgang met een proefbestuur waarbij geen bericht verloren gaat, en een tweede lijn met vaste "
    "oplostijden. Geen andere offerte heeft op een criterium meer punten.\n"
    "Op prijs is ze duidelijk voordeliger: ze heeft de laagste prijs, en krijgt volgens de formule van het bestek de meeste punten voor de "
    "prijs. De opties BlackBerry en archivering tellen mee aan de vermoede hoeveelheden, zoals het bestek bepaalt. Geen prijs lag zo laag "
    "dat ze verantwoord moest worden.\n"
    "Ze heeft zo het hoogste totaal, en is de economisch meest voordelige offerte."
)

MAIL_TICKS: Mapping[StepCode, tuple[int, str]] = {
    StepCode.LOTS: (25, "Eén perceel: postbussen, back-up en overgang hangen aan hetzelfde platform."),
    StepCode.APPROVED: (40, "Beslissing van het bestuur van het steunpunt, vóór de bekendmaking."),
    StepCode.NOTICE: (49, "Verstuurd op de dag van de bekendmaking."),
    StepCode.TIME: (50, "49 dagen tussen bekendmaking en uiterste datum."),
    StepCode.EXCLUSION: (
        125,
        "Van alle vijf leveranciers; geen reden tot uitsluiting, geen schulden gevonden, referenties volstaan.",
    ),
    StepCode.AWARD_NOTICE: (169, "Verstuurd na de sluiting van het contract."),
}
"""After so many days from the beginning, with what was looked at."""

MAPS_ANSWERS: Mapping[str, Mapping[str, str]] = {
    "Kaartwerk": {
        "E1": "Leest de lagen van alle zes gemeenten; een proef met die van Haacht is bijgevoegd.",
        "K1": "Adres intikken, perceel openen, afdrukken: drie klikken, getoond in een filmpje.",
        "K2": "Een laag deelt u met een vinkje per gemeente; wie ze wijzigt, staat erbij.",
    },
    "Serverhuis": {
        "E1": "Leest de gangbare formaten, ook die van de zes gemeenten.",
        "K1": "Zoeken op adres of perceel. De loketbediende kiest daarna welke lagen aan staan.",
        "K2": "Lagen worden elke nacht gekopieerd naar de andere gemeenten.",
    },
    "Leverancier Voorbeeld": {
        "E1": "Leest alle kaarten die de gemeenten vandaag hebben, zonder omzetten.",
        "K1": "Een scherm per soort vraag aan het loket: bouwen, hinder, eigendom.",
        "K2": "Een gedeelde map met lagen, met rechten per gemeente en een geschiedenis.",
    },
}
MAPS_REGULAR: Mapping[str, str] = {
    "Kaartwerk": "Op tijd, ondertekend en volledig. E1: proef met de kaarten van Haacht bijgevoegd. Geen voorbehoud.",
    "Serverhuis": "Op tijd, ondertekend en volledig. E1: leest de formaten van de zes gemeenten, volgens de lijst in de nota. Geen "
    "voorbehoud.",
    "Leverancier Voorbeeld": "Op tijd, ondertekend en volledig. E1: leest alle huidige kaarten zonder omzetten. Geen voorbehoud.",
}
MAPS_ALONE: Mapping[str, Mapping[int, Sequence[str]]] = {
    "K1": {
        10: (
            "In drie klikken van adres naar afdruk, en het filmpje toont het aan het loket van een andere gemeente.",
            "Elke vraag aan het loket heeft haar eigen scherm: meer dan gevraagd.",
        ),
        8: (
            "Een loketbediende vindt een perceel zonder opleiding; de schermen tonen het.",
            "Drie klikken volstaan voor de meeste vragen.",
        ),
        6: (
            "Zoeken gaat vlot, maar lagen aan- en uitzetten vraagt uitleg.",
            "Het kan in drie klikken; een voorbeeld aan het loket ontbreekt.",
        ),
        2: (
            "De loketbediende moet weten hoe een laag heet: dat is geen loketwerk.",
            "Afdrukken voor de burger staat er niet.",
        ),
    },
    "K2": {
        10: (
            "Delen met een vinkje, en je ziet wie een laag wijzigde: meer dan gevraagd.",
            "Rechten per gemeente en een geschiedenis, getoond met een voorbeeld.",
        ),
        8: (
            "Lagen delen is duidelijk uitgelegd, met rechten per gemeente.",
            "Wat je buur wijzigt, zie je meteen.",
        ),
        6: (
            "Delen kan, maar pas na een nacht.",
            "Wie mag wijzigen, blijft algemeen.",
        ),
        2: (
            "Een kopie per nacht is geen delen: wie het laatst bewaart, wint.",
            "Over rechten per gemeente staat niets.",
        ),
    },
}
