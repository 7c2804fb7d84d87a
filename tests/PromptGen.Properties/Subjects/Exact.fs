/// Distances in whole numbers, as the DeBERTa papers say them: no logarithm, so nothing is rounded.
module PromptGen.Properties.Exact

/// Whether a distance lies on the border of two steps: there the reference's logarithms decide by their rounding.
let private borders exact farthest far step =
    bigint.Pow(far, exact - 1) * bigint.Pow(bigint exact, step) = bigint.Pow(farthest - 1I, step) * bigint.Pow(bigint exact, exact - 1)

/// The first step whose end, exact · ((farthest − 1) / exact)^(step / (exact − 1)), a distance does not pass.
let private step exact farthest far =
    Seq.initInfinite id
    |> Seq.find (fun step ->
        bigint.Pow(far, exact - 1) * bigint.Pow(bigint exact, step) <= bigint.Pow(farthest - 1I, step) * bigint.Pow(bigint exact, exact - 1))

let private isStepped buckets farthest distance =
    let exact = buckets / 2
    exact > 0 && farthest - 1 > exact && abs distance > exact

/// Where no distance of these lies on a border, but the last, which has a row of its own.
let isClear buckets farthest tokens =
    let exact = buckets / 2
    [ 1 .. tokens - 1 ] |> List.forall (fun far ->
        not (isStepped buckets farthest far) || far = farthest - 1
        || not (borders exact (bigint farthest) (bigint far) (step exact (bigint farthest) (bigint far))))

/// The row of a distance in a table of all: from 0 for the farthest before to 2 · span − 1.
let row buckets farthest distance =
    let span = if buckets > 0 then buckets else farthest
    let steps =
        if isStepped buckets farthest distance then
            sign distance * (buckets / 2 + step (buckets / 2) (bigint farthest) (bigint (abs distance)))
        else
            distance
    max 0 (min (2 * span - 1) (steps + span))
