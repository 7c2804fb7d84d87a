namespace PromptGen.Properties

open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Training

/// A schedule over a run of some steps, not all of which are warm-up.
type Run =
    { Schedule: LearningRateSchedule
      Total: int }

    member run.Rising = int (System.Math.Round(run.Schedule.WarmUp * float run.Total))
    member run.Rates = [ for step in 0 .. run.Total - 1 -> run.Schedule.At(step, run.Total) ]

type RunArguments =
    static member Run() =
        gen {
            let! total = Gen.choose (1, 200)
            let! warmUp = Gen.frequency [ 1, Gen.constant 0.0; 3, Gen.choose (1, 99) |> Gen.map (fun percent -> float percent / 100.0) ]
            let! peak = Gen.choose (1, 1000) |> Gen.map (fun n -> float n * 1e-4)
            let! decays = Gen.elements [ true; false ]
            return { Schedule = LearningRateSchedule(peak, warmUp, decays); Total = total } }
        |> Gen.filter (fun run -> run.Rising < run.Total)
        |> Arb.fromGen

[<Properties(Arbitrary = [| typeof<RunArguments> |], MaxTest = 200)>]
module LearningRateLaws =
    [<Property>]
    let ``a rate is never negative and never above the peak`` (run: Run) =
        run.Rates |> List.forall (fun rate -> rate >= 0.0 && rate <= run.Schedule.Peak)

    [<Property>]
    let ``rates rise to the peak while it warms up, and never again`` (run: Run) =
        let rising, falling = List.splitAt run.Rising run.Rates
        List.pairwise (rising @ [ falling.Head ]) |> List.forall (fun (a, b) -> a < b)
        && falling.Head = run.Schedule.Peak
        && List.pairwise falling |> List.forall (fun (a, b) -> if run.Schedule.Decays then a > b else a = b)

    [<Property>]
    let ``the last step still learns`` (run: Run) = List.last run.Rates > 0.0

    [<Property>]
    let ``after the last step a decaying rate is zero`` (run: Run) =
        run.Schedule.At(run.Total, run.Total) = if run.Schedule.Decays then 0.0 else run.Schedule.Peak
