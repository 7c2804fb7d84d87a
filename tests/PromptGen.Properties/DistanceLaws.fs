namespace PromptGen.Properties

open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Attention

/// Rows of so many tokens, and how their distances are told apart.
type Range = { Tokens: int; Farthest: int; Buckets: int }

/// A range in which no distance lies on the border of two steps.
type ClearRange = ClearRange of Range

type RangeArguments =
    static member private Ranges = gen {
        let! tokens = Gen.frequency [ 4, Gen.choose (1, 40); 1, Gen.choose (400, 600) ]
        let! farthest = Gen.frequency [ 4, Gen.choose (1, 64); 1, Gen.constant 512 ]
        let! buckets = Gen.frequency [ 1, Gen.constant 0; 4, Gen.choose (1, 24); 1, Gen.constant 256 ]
        return { Tokens = tokens; Farthest = farthest; Buckets = buckets } }

    static member Range() = Arb.fromGen RangeArguments.Ranges

    static member ClearRange() =
        RangeArguments.Ranges
        |> Gen.filter (fun range -> Exact.isClear range.Buckets range.Farthest range.Tokens)
        |> Gen.map ClearRange
        |> Arb.fromGen

[<Properties(Arbitrary = [| typeof<RangeArguments> |], MaxTest = 200)>]
module DistanceLaws =
    let private rows (range: Range) = RelativePositions.Rows(int64 range.Tokens, range.Farthest, range.Buckets) |> List.ofArray

    [<Property>]
    let ``a longer distance never has an earlier row`` (range: Range) =
        List.pairwise (rows range) |> List.forall (fun (row, next) -> row <= next)

    [<Property>]
    let ``opposite distances have opposite rows, until the table ends`` (range: Range) =
        let last = int64 (2 * (if range.Buckets > 0 then range.Buckets else range.Farthest) - 1)
        List.zip (rows range) (List.rev (rows range))
        |> List.forall (fun (row, opposite) -> row + opposite = last + 1L || min row opposite = 0L && max row opposite = last)

    [<Property(MaxTest = 100)>]
    let ``rows are those of exact arithmetic`` (ClearRange range) =
        rows range = [ for distance in 1 - range.Tokens .. range.Tokens - 1 -> int64 (Exact.row range.Buckets range.Farthest distance) ]
