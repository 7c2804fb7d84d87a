namespace PromptGen.Properties

open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Training
open TorchSharp

/// Some weights, the gradients of several steps with the rate of each, and the constants.
type Descent =
    { Start: float list
      Steps: (float * float list) list
      Beta1: float
      Beta2: float
      Epsilon: float
      Decay: float }

type DescentArguments =
    static member Descent() =
        let number = Gen.choose (-2000, 2000) |> Gen.map (fun n -> float n / 1000.0)
        // Gradients span many sizes, so that ε counts in some of them.
        let gradient = Gen.map2 (fun n power -> n * 10.0 ** float power) number (Gen.choose (-9, 2))
        gen {
            let! size = Gen.choose (1, 5)
            let! start = Gen.listOfLength size number
            let! count = Gen.choose (1, 8)
            let! steps = Gen.listOfLength count (Gen.zip (Gen.elements [ 0.0; 1e-4; 5e-3; 0.3 ]) (Gen.listOfLength size gradient))
            let! beta1 = Gen.elements [ 0.0; 0.5; 0.9 ]
            let! beta2 = Gen.elements [ 0.0; 0.9; 0.999 ]
            let! epsilon = Gen.elements [ 1e-8; 1e-6; 1e-2 ]
            let! decay = Gen.elements [ 0.0; 0.01; 0.5 ]
            return { Start = start; Steps = steps; Beta1 = beta1; Beta2 = beta2; Epsilon = epsilon; Decay = decay } }
        |> Arb.fromGen

[<Properties(Arbitrary = [| typeof<DescentArguments> |], MaxTest = 200)>]
module AdamWLaws =
    /// One weight, as the published formulas say it: moments first, both with their bias corrections.
    let private descend update (descent: Descent) (start: float) (steps: (float * float) list) =
        let folder (t, m, v, weight) (rate, gradient) =
            let t = t + 1
            let m = descent.Beta1 * m + (1.0 - descent.Beta1) * gradient
            let v = descent.Beta2 * v + (1.0 - descent.Beta2) * gradient * gradient
            t, m, v, update rate (1.0 - descent.Beta1 ** float t) (1.0 - descent.Beta2 ** float t) m v weight
        let _, _, _, weight = List.fold folder (0, 0.0, 0.0, start) steps
        weight

    /// Loshchilov and Hutter, 2019, algorithm 2, with the decay times the rate, as PyTorch has it.
    let private decayFirst (descent: Descent) rate correction1 correction2 m v weight =
        let decayed = weight - rate * descent.Decay * weight
        decayed - rate * (m / correction1) / (sqrt (v / correction2) + descent.Epsilon)

    /// The order of transformers.AdamW: ε is not corrected, and the decay takes its share of the new weight.
    let private decayLast (descent: Descent) rate correction1 correction2 m v weight =
        let moved = weight - rate * sqrt correction2 / correction1 * m / (sqrt v + descent.Epsilon)
        moved - rate * descent.Decay * moved

    let private run (order: WeightDecayOrder) (descent: Descent) =
        let weights = new Modules.Parameter(torch.tensor(Array.ofList descent.Start))
        let trainable = { new ITrainable with member _.Parameters() = [ struct ("weights", weights) ] }
        let options =
            AdamWOptions(
                Beta1 = descent.Beta1, Beta2 = descent.Beta2, Epsilon = descent.Epsilon, WeightDecay = descent.Decay, Order = order)
        use optimizer = new AdamW(options, [ trainable ])
        for rate, gradient in descent.Steps do
            optimizer.ZeroGradients()
            (weights * torch.tensor(Array.ofList gradient)).sum().backward()
            optimizer.Step rate
        List.ofArray (weights.data<float>().ToArray())

    let private agrees update order (descent: Descent) = Tensors.inScope <| fun () ->
        let expected =
            descent.Start |> List.mapi (fun i start ->
                descend (update descent) descent start [ for rate, gradient in descent.Steps -> rate, gradient[i] ])
        List.forall2 (fun (a: float) b -> abs (a - b) <= 1e-12 * max 1.0 (abs b)) (run order descent) expected

    [<Property>]
    let ``decay before the update is the published formula`` descent = agrees decayFirst WeightDecayOrder.BeforeUpdate descent

    [<Property>]
    let ``decay after the update is the published formula`` descent = agrees decayLast WeightDecayOrder.AfterUpdate descent
