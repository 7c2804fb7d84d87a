namespace PromptGen.Properties

open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Attention
open PromptGen.Properties.Tensors
open TorchSharp

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

    [<Property>]
    let ``a linear bias falls by one slope with each step, in both directions and from 0, and heads of a series have slopes of one ratio`` (PositiveInt heads) (PositiveInt tokens) =
        inScope <| fun () ->
            let heads, tokens = 1 + heads % 20, 1 + tokens % 12
            let bias = LinearBias.Of(heads, int64 tokens, torch.CPU)
            let numbers = bias.data<float32>().ToArray()
            let at head query key = numbers[(head * tokens + query) * tokens + key]
            let slopes = LinearBias.Slopes heads |> List.ofSeq
            let power = List.findBack (fun power -> power <= heads) [ 1; 2; 4; 8; 16 ]
            bias.shape = [| 1L; int64 heads; int64 tokens; int64 tokens |]
            && List.forall (fun slope -> 0.0 < slope && slope < 1.0) slopes
            && List.forall2 (fun (a: float) b -> abs (b / a - slopes[0]) < 1e-12) (List.take (power - 1) slopes) (List.tail (List.take power slopes))
            && Seq.forall
                (fun (head, query, key) -> at head query key = -(float32 slopes[head]) * float32 (abs (key - query)))
                (Seq.allPairs (seq { 0 .. heads - 1 }) (Seq.allPairs (seq { 0 .. tokens - 1 }) (seq { 0 .. tokens - 1 })) |> Seq.map (fun (head, (query, key)) -> head, query, key))

    [<Property(MaxTest = 100)>]
    let ``rows are those of exact arithmetic`` (ClearRange range) =
        rows range = [ for distance in 1 - range.Tokens .. range.Tokens - 1 -> int64 (Exact.row range.Buckets range.Farthest distance) ]
