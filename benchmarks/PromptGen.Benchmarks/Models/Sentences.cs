namespace PromptGen.Benchmarks.Models;

/// <summary>Texts such as a classifier is asked about: of one line to a paragraph, mostly English, with figures, names and other scripts.</summary>
internal static class Sentences
{
    /// <summary>The texts.</summary>
    public static readonly string[] All =
    [
        "Works as described.",
        "Two stars: the box was torn and the charger is for another country.",
        "The second half drags, but the last ten minutes are worth the ticket.",
        "Can I change the delivery address after the order has been sent?",
        "Hotel close to the station, friendly staff, thin walls. We slept badly on both nights and would still come back for the breakfast.",
        "The council voted 14 to 3 on Tuesday evening to keep the old swimming pool open until at least 2031, at a cost of 2.4 million euros.",
        "Dr. Ngozi Adeyemi, who leads the laboratory in Ibadan, said the results were \"encouraging, but far from a treatment\".",
        "Shares of the shipbuilder fell 6.8% after it said that a crane accident at its yard in Gdańsk would delay three ferries by several months.",
        "If the pump does not start, check that the float can move freely, that the fuse (F4, 10 A) is whole, and that the inlet is at least 5 cm under water; then call the service line.",
        "She said the museum opens at nine. He wrote down ten, and so they stood in the rain for an hour without either of them being there.",
        "A storm that had crossed the Azores on Friday reached the coast of Galicia before dawn. Ports were closed, schools opened late, and about 40,000 households were without power by noon. "
            + "Forecasters expect the wind to weaken during the night, while rivers in the north of the province may still rise until Sunday.",
        "Our survey of 1,212 allotment gardeners shows that most of them grow tomatoes, that half give away more than they eat, and that hardly anybody keeps a record of what the seeds and the water cost. "
            + "We asked a second group to write everything down for a season: counted this way, a kilogram cost them between 1.10 and 7.60, and they said they would do it again.",
        "Unbelievable!!! Three weeks, five e-mails, no answer... never again :-(",
        "The café in the Rue Saint-Jérôme serves crème brûlée until half past eleven.",
        "Der Zug nach Hannover fällt heute aus; Reisende nach Göttingen nehmen bitte den Bus am Nordausgang.",
        "El acuerdo, firmado ayer en Montevideo, entrará en vigor cuando lo ratifiquen los cuatro parlamentos.",
        "我们昨天在图书馆借了三本书，下个星期五以前要还。",
        "Напишите, пожалуйста, когда вам удобно встретиться: во вторник утром или в среду после обеда.",
        "git rebase --onto main feature~3 feature rewrote commits 8f3c2a1..d09be77; see https://example.org/docs/rebase#onto for what to do next.",
        "Premise: All the bridges over the canal were repaired last summer. Hypothesis: No bridge over the canal has been repaired for ten years.",
    ];
}
