namespace PromptGen.Properties

open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Training

/// A schedule over a run of some steps, not all of which are warm-up.
type Run =
    { Schedule: LearningRateSchedule
      Total: int
      PerEpoch: int }

    member run.Rising = int (System.Math.Round(run.Schedule.WarmUp * float run.Total))
    member run.Rates = [ for step in 0 .. run.Total - 1 -> run.At step ]
    member run.At step = run.Schedule.At(step, run.Total, run.PerEpoch)

type RunArguments =
    static member Run() =
        gen {
            let! total = Gen.choose (1, 200)
            let! warmUp = Gen.frequency [ 1, Gen.constant 0.0; 3, Gen.choose (1, 99) |> Gen.map (fun percent -> float percent / 100.0) ]
            let! peak = Gen.choose (1, 1000) |> Gen.map (fun n -> float n * 1e-4)
            let! decay = Gen.elements [ RateDecay.Linear; RateDecay.Exponential; RateDecay.None ]
            let! perEpoch = Gen.choose (1, total)
            return { Schedule = LearningRateSchedule(peak, warmUp, decay); Total = total; PerEpoch = perEpoch } }
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
        && List.pairwise falling |> List.forall (fun (a, b) ->
            match run.Schedule.Decay with
            | RateDecay.Linear -> a > b
            | RateDecay.Exponential -> a >= b
            | _ -> a = b)

    [<Property>]
    let ``an exponential rate stays within an epoch and falls by its factor with the next`` (run: Run) =
        let schedule = LearningRateSchedule(run.Schedule.Peak, 0.0, RateDecay.Exponential)
        let rate step = schedule.At(step, run.Total, run.PerEpoch)
        [ 0 .. run.Total - 2 ] |> List.forall (fun step ->
            let factor = rate (step + 1) / rate step
            if (step + 1) % run.PerEpoch = 0 then abs (factor - schedule.PerEpoch) < 1e-12 else factor = 1.0)

    [<Property>]
    let ``the last step still learns`` (run: Run) = List.last run.Rates > 0.0

    [<Property>]
    let ``after the last step a linear rate is zero`` (run: Run) =
        run.Schedule.Decay <> RateDecay.Linear || run.At run.Total = 0.0
