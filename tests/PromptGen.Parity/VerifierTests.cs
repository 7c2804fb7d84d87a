using System.Text.Json.Nodes;
using PromptGen.Encoders;
using PromptGen.Verification;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Parity;

/// <summary>What the verifier makes of cases that were changed.</summary>
public class VerifierTests
{
    [Theory]
    [InlineData("hidden.2", 4e-5, "hidden.2")]
    [InlineData("logits", 4e-5, "logits")]
    [InlineData("loss_batch1", 4e-5, "loss_batch1")]
    [InlineData("grad.prefix_encoder.embedding.weight", 4e-5, "grad.prefix_encoder.embedding.weight")]
    [InlineData("past_key_values", 4e-5, "past_key_values")]
    [InlineData("traj.loss_after_on_batch0", 2e-5, "traj.loss_after_on_batch0")]
    [InlineData("after10.classifier.weight", 1e-3, "after10.classifier.weight")]
    public void One_number_beyond_the_tolerance_is_found(string tensor, double nudge, string quantity)
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Record(tensors => Nudge(tensors[$"prefix.{tensor}"], nudge));
        var reports = doctored.Verify();

        var beyond = Assert.Single(reports.SelectMany(report => report.Comparisons), comparison => !comparison.Holds);
        Assert.Equal(quantity, beyond.Quantity);
        Assert.InRange(beyond.Error, 0.9 * nudge, 1.1 * nudge);
        Assert.False(reports.Single(report => report.Variant == "prefix").Holds);
        Assert.True(reports.Single(report => report.Variant == "prefix_mlp").Holds);
    }

    [Theory]
    [InlineData("bert_qa", "prefix", "start_logits")]
    [InlineData("bert_qa", "prefix", "end_logits")]
    [InlineData("bert_mc", "prefix0", "pooled")]
    [InlineData("bert_mlm", "plain", "grad.cls.predictions.bias")]
    [InlineData("glm_seq_cls", "kv", "last_hidden")]
    [InlineData("glm_seq_cls", "kv", "hidden.3")]
    [InlineData("glm_lm_scale8", "plain", "logits")]
    [InlineData("glm_multi_token_cloze", "plain", "logits")]
    [InlineData("glm_single_token_cloze", "kv", "loss_batch1")]
    public void One_number_beyond_the_tolerance_is_found_in_every_task(string name, string variant, string quantity)
    {
        using var doctored = new DoctoredCase(name).Record(tensors => Nudge(tensors[$"{variant}.{quantity}"], 4e-5));
        Assert.Equal(quantity, Assert.Single(Variant(doctored.Verify(), variant).Comparisons, comparison => !comparison.Holds).Quantity);
    }

    [Theory]
    [InlineData("trajectory_torch_adamw", "loss_before", 2e-5)]
    [InlineData("trajectory_hf_adamw", "loss_before", 2e-5)]
    [InlineData("trajectory_hf_adamw", "loss_after_on_batch0", 2e-5)]
    [InlineData("trajectory_hf_adamw", "grad_norm", 4e-5)]
    public void One_number_of_the_description_beyond_the_tolerance_is_found(string run, string quantity, double nudge)
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Describe(meta =>
        {
            var losses = meta["prefix"]![run]![quantity]!.AsArray();
            losses[7] = losses[7]!.GetValue<double>() + nudge;
        });
        var beyond = Assert.Single(doctored.Verify().SelectMany(report => report.Comparisons), comparison => !comparison.Holds);
        Assert.Equal($"{run}.{quantity}", beyond.Quantity);
    }

    [Fact]
    public void A_recorded_number_that_is_not_finite_or_a_shape_that_differs_does_not_hold()
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Record(tensors =>
        {
            tensors["prefix.pooled"].fill_(double.NaN);
            tensors["prefix.logits"] = tensors["prefix.logits"].narrow(0, 0, 1);
        });
        var beyond = doctored.Verify().SelectMany(report => report.Comparisons).Where(comparison => !comparison.Holds);
        Assert.Equal([("pooled", double.PositiveInfinity), ("logits", double.PositiveInfinity)], beyond.Select(comparison => (comparison.Quantity, comparison.Error)));
    }

    [Fact]
    public void What_nothing_computes_is_named()
    {
        using var doctored = new DoctoredCase("bert_depth_last1")
            .Record(tensors =>
            {
                tensors.Add("prefix.attentions.0", ones(2));
                tensors.Add("prefix.hidden.4", ones(2));
                tensors.Add("inputs0.position_ids", ones(3, 11));
                tensors.Add("stray.logits", ones(2));
            })
            .Describe(meta => meta["prefix"]!["trajectory_sgd"] = new JsonObject { ["loss_before"] = new JsonArray(1.0) });
        var reports = doctored.Verify();

        Assert.Equal(
            [
                "'attentions.0' was recorded, and nothing computes it",
                "'hidden.4' was recorded, and nothing computes it",
                "'inputs0.position_ids' was recorded, and the encoder does not read it",
            ], Variant(reports, "prefix").NotRun);
        Assert.Equal(["'stray.logits' was recorded, and meta.json describes no such variant, that is, no object with a 'class'"], Variant(reports, "stray").NotRun);
        Assert.Equal(["prefix.trajectory_sgd"], Variant(reports, "prefix").Unknown);
        Assert.DoesNotContain(reports, report => report.Holds);
        Assert.DoesNotContain(reports.SelectMany(report => report.Comparisons), comparison => !comparison.Holds);
    }

    [Fact]
    public void Members_of_the_description_that_mean_nothing_are_counted_apart()
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Describe(meta =>
        {
            meta["mood"] = "fine";
            meta["extra"] = new JsonObject { ["loss"] = 1.0 };
            meta["prefix"]!["speed"] = new JsonArray(1.0);
            meta["prefix"]!["comment"] = "a text";
            meta["prefix"]!["trajectory_hf_adamw"]!["learning_rate"] = 5e-3;
            meta["prefix_mlp"]!["accuracy"] = true;
        });
        var reports = doctored.Verify();

        Assert.All(reports, report => Assert.True(report.Holds));
        Assert.Equal(["mood", "extra", "prefix.trajectory_hf_adamw.learning_rate", "prefix.speed", "prefix.comment"], Variant(reports, "prefix").Unknown);
        Assert.Equal(["prefix_mlp.accuracy"], Variant(reports, "prefix_mlp").Unknown);
    }

    [Fact]
    public void A_trained_name_that_the_schema_ignores_is_excused_if_it_has_no_gradient()
    {
        const string none = "cls.seq_relationship.weight", zero = "bert.embeddings.position_ids";
        using var doctored = new DoctoredCase("bert_depth_last1").Describe(Trained(none, zero)).Record(tensors =>
        {
            tensors.Add($"prefix.grad.{zero}", zeros(1, 64));
            tensors.Add($"prefix.after10.{zero}", ones(1, 64));
        });
        var report = Variant(doctored.Verify(), "prefix");

        Assert.Equal([$"{none}: was trained, has no gradient, and the schema ignores it", $"{zero}: was trained, has no gradient, and the schema ignores it"], report.Meaningless);
        Assert.True(report.Holds);
    }

    [Theory]
    [InlineData("cls.predictions.bias")]
    [InlineData("bert.adapter.weight")]
    public void One_that_has_a_gradient_or_is_not_ignored_is_not(string name)
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Describe(Trained(name)).Record(tensors => tensors.Add($"prefix.grad.cls.predictions.bias", ones(3)));
        var report = Variant(doctored.Verify(), "prefix");
        Assert.Equal([$"it trained '{name}', which belongs to no encoder, no head and no prefix of keys and values"], report.NotRun);
        Assert.Empty(report.Comparisons);
    }

    private static Action<JsonObject> Trained(params string[] names) => meta =>
    {
        foreach (var name in names) meta["prefix"]!["trainable"]!.AsArray().Add(name);
    };

    [Theory]
    [InlineData(5e-6, true, 0, 1)]
    [InlineData(2e-5, false, 0, 0)]
    [InlineData(0, false, 0, 0)]
    public void An_element_whose_first_gradient_is_almost_zero_is_left_out_after_ten_steps(double share, bool holds, int beyond, int leftOut)
    {
        const string name = "prefix_encoder.embedding.weight";
        var before = Variant(DoctoredCase.Verify(Repository.Fixture("bert_depth_last1")), "prefix");
        using var doctored = new DoctoredCase("bert_depth_last1").Record(tensors =>
        {
            var gradients = tensors[$"prefix.grad.{name}"].view(-1);
            var sizes = gradients.abs().data<float>().ToArray();
            // The smallest gradient that is none so far, so that what is recorded of it may be another and within the tolerance.
            var element = Array.IndexOf(sizes, sizes.Where(size => size > 1e-5 * sizes.Max()).Min());
            gradients[element] = (float)(share * sizes.Max());
            tensors[$"prefix.after10.{name}"].view(-1)[element] += 0.05;
        });
        var report = Variant(doctored.Verify(), "prefix");

        Assert.Equal(leftOut, report.LeftOut - before.LeftOut);
        Assert.Equal(before.Trained, report.Trained);
        Assert.Equal(holds, report.Comparisons.Single(c => c.Quantity == $"after10.{name}").Holds);
        Assert.Equal(beyond, report.NotRun.Count);
    }

    [Fact]
    public void More_than_a_twentieth_left_out_is_too_much()
    {
        const string name = "prefix_encoder.embedding.weight";
        using var doctored = new DoctoredCase("bert_depth_last1").Record(tensors =>
        {
            var gradients = tensors[$"prefix.grad.{name}"].view(-1);
            var size = gradients.abs().max().item<float>();
            for (var element = 1; element < gradients.shape[0] / 10; element++) gradients[element] = (float)(5e-6 * size);
        });
        var report = Variant(doctored.Verify(), "prefix");
        Assert.Matches("^after10: [0-9]+ of [0-9]+ elements cannot be compared, because their first gradient is at most 1e-5 of the largest in their tensor; at most 5 ?% may be left out$", Assert.Single(report.NotRun));
        Assert.False(report.Holds);
    }

    [Fact]
    public void The_model_type_is_said_whether_an_encoder_answers_to_it_or_not()
    {
        var report = new Verifier(new EncoderRegistry(typeof(VerifierTests).Assembly)).Run(Repository.Fixture("bert_depth_last1")).First();
        Assert.Equal(("bert", "there is no encoder for the model type 'bert'"), (report.ModelType, Assert.Single(report.NotRun)));
        Assert.All(DoctoredCase.Verify(Repository.Fixture("glm_lm")), run => Assert.Equal("glm", run.ModelType));
    }

    [Fact]
    public void What_a_variant_is_does_not_come_from_a_name()
    {
        using var doctored = new DoctoredCase("roberta_seq_cls", "x").Rename("plain", "prefix9").Rename("prefix", "xyz").Rename("prefix_mlp", "plain").Rename("prefix0", "xyz.mlp");
        var renamed = doctored.Verify().ToDictionary(report => report.Variant);
        foreach (var original in DoctoredCase.Verify(Repository.Fixture("roberta_seq_cls")))
        {
            var report = renamed[original.Variant switch { "plain" => "prefix9", "prefix" => "xyz", "prefix_mlp" => "plain", _ => "xyz.mlp" }];
            Assert.Equal("x", report.Case);
            Assert.True(report.Holds);
            Assert.Equal(original.Comparisons, report.Comparisons);
        }
    }

    [Fact]
    public void A_trained_tensor_is_excepted_by_name_where_its_true_gradient_is_zero()
    {
        // Without a prefix a key bias adds the same to all scores of a row, which softmax does not see.
        const string bias = "bert.encoder.layer.0.attention.self.key.bias";
        using var doctored = new DoctoredCase("bert_seq_cls").Record(tensors => tensors.Add($"plain.after10.{bias}", full(32, 7f)));
        var report = Variant(doctored.Verify(), "plain");
        Assert.Equal([$"after10.{bias}: its true gradient is zero, and Adam makes steps of rounding noise"], report.Meaningless);
        Assert.True(report.Holds);
    }

    [Fact]
    public void A_gradient_that_was_only_recorded_as_zero_excepts_nothing()
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Record(tensors =>
        {
            tensors["prefix.grad.classifier.bias"].zero_();
            Nudge(tensors["prefix.after10.classifier.bias"], 1e-3);
        });
        var report = Variant(doctored.Verify(), "prefix");
        Assert.Empty(report.Meaningless);
        Assert.Equal(["grad.classifier.bias", "after10.classifier.bias"], report.Comparisons.Where(comparison => !comparison.Holds).Select(comparison => comparison.Quantity));
    }

    [Theory]
    [InlineData("model_type", "\"nobert\"", "there is no encoder for the model type 'nobert'")]
    [InlineData("hidden_act", "\"quick_gelu\"", "config.json: 'hidden_act' is 'quick_gelu', which this encoder's schema does not cover; it covers 'gelu', 'gelu_new', 'relu'.")]
    public void A_case_that_no_encoder_fits_is_named_and_not_run(string key, string value, string reason)
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Describe(config => config[key] = JsonNode.Parse(value), "config.json");
        var reports = doctored.Verify();
        Assert.Equal(["prefix", "prefix_mlp"], reports.Select(report => report.Variant));
        Assert.All(reports, report => Assert.EndsWith(reason, Assert.Single(report.NotRun), StringComparison.Ordinal));
        Assert.All(reports, report => Assert.Empty(report.Comparisons));
    }

    [Theory]
    [InlineData("task", "\"ranking\"", "there is no head for the task 'ranking'")]
    [InlineData("task", "null", "there is no head for the task ''")]
    [InlineData("task", "\"qa\"", "the schema has no head for qa whose tensors model.safetensors holds: wanted 'qa_outputs.weight', 'qa_outputs.bias'; beside the encoder there are 'bert.embeddings.position_ids' [1, 64], 'classifier.bias' [3], 'classifier.weight' [3, 32]")]
    [InlineData("num_labels", "\"three\"", "meta.json: 'num_labels' is 'three'; expected a whole number, 1 or more.")]
    [InlineData("num_labels", "0", "meta.json: 'num_labels' is 0; expected a whole number, 1 or more.")]
    [InlineData("num_labels", "1", "The tensor 'classifier.weight' is [3, 32]; this head takes [1, 32].")]
    [InlineData("prefix_layers", "[0.5]", "meta.json: 'prefix_layers[0]' is 0.5; expected a whole number, 0 or more.")]
    [InlineData("prefix_layers", "[7]", "The prefix depth (--prefix-depth, in code Depth) names the layers [7]; it must name at least one layer, each once, between 0 and 2.")]
    [InlineData("prefix_layers", "[0, 1]", "its prefix_encoder.embedding.weight is [5, 64], and here it would be [5, 128]")]
    public void A_variant_that_cannot_be_run_says_why(string key, string value, string reason)
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Describe(meta => meta[key] = JsonNode.Parse(value));
        Assert.EndsWith(reason, Assert.Single(Variant(doctored.Verify(), "prefix").NotRun), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_the_description_does_not_count_are_the_rows_of_the_output_layer()
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Describe(meta => meta.Remove("num_labels"));
        Assert.All(doctored.Verify(), report => Assert.True(report.Holds));
    }

    [Fact]
    public void Padding_behind_a_prefix_over_DeBERTa_v2_is_what_the_class_makes_of_it()
    {
        using var doctored = new DoctoredCase("deberta_v2_tok_cls").Describe(meta => meta["prefix"]!["class"] = "another.PrefixForTokenClassification");
        var reports = doctored.Verify();
        Assert.Equal("hidden.0", Variant(reports, "prefix").Comparisons.First(comparison => !comparison.Holds).Quantity);
        Assert.True(Variant(reports, "prefix_mlp").Holds);
    }

    [Fact]
    public void An_answer_without_a_recorded_end_is_named()
    {
        using var doctored = new DoctoredCase("bert_qa").Record(tensors => tensors.Remove("inputs0.end_positions"));
        Assert.All(doctored.Verify(), report => Assert.Equal(["no 'end_positions' were recorded"], report.NotRun));
    }

    [Fact]
    public void A_prompt_at_the_input_is_not_a_prefix()
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Record(tensors =>
        {
            tensors.Remove("prefix.prefix_encoder.embedding.weight");
            tensors.Add("prefix.prefix_encoder.weight", ones(5, 32));
            tensors.Add("prefix_mlp.prefix_encoder.trans.4.weight", ones(64, 64));
        });
        var reports = doctored.Verify();
        Assert.Equal(["its prefix (prefix_encoder.weight) is not one of keys and values, from an embedding or from an MLP of two layers"], Variant(reports, "prefix").NotRun);
        Assert.Contains("prefix_encoder.trans.4.weight", Assert.Single(Variant(reports, "prefix_mlp").NotRun), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"task\": \"seq_cls\",\n", "meta.json(3,1): is not JSON")]
    [InlineData("[]", "meta.json: holds an array; expected the description of a case, a JSON object.")]
    [InlineData("{ \"a\": 1, \"a\": 2 }", "meta.json(1,11): has 'a' twice in one object; expected each name once")]
    [InlineData("{ \"task\": 7 }", "meta.json: 'task' is 7; expected a text.")]
    [InlineData("{ \"task\": \"seq_cls\" }", "meta.json describes no such variant")]
    public void A_damaged_description_is_named_and_the_other_cases_are_run(string text, string expected)
    {
        using var doctored = new DoctoredCase("bert_depth_last1", "damaged");
        File.WriteAllText(doctored.File("meta.json"), text);
        var sound = Directory.CreateDirectory(Path.Combine(doctored.Folder, "..", "sound"));
        foreach (var file in Directory.EnumerateFiles(Repository.Fixture("bert_depth_last1"))) File.Copy(file, Path.Combine(sound.FullName, Path.GetFileName(file)));
        var reports = doctored.Verify();

        Assert.All(reports.Where(report => report.Case == "damaged"), report => Assert.Contains(expected, Assert.Single(report.NotRun), StringComparison.Ordinal));
        Assert.Contains(reports, report => report.Case == "damaged");
        Assert.Equal(2, reports.Count(report => report.Case == "sound" && report.Holds));
    }

    [Theory]
    [InlineData("trainable", "7", "meta.json: 'prefix.trainable' is 7; expected an array.")]
    [InlineData("trainable", "[\"classifier.weight\", 7]", "meta.json: 'prefix.trainable[1]' is 7; expected a text.")]
    [InlineData("loss", "[\"much\"]", "meta.json: 'prefix.loss[0]' is 'much'; expected a number.")]
    [InlineData("trajectory_hf_adamw", "{\"loss_before\": true}", "meta.json: 'prefix.trajectory_hf_adamw.loss_before' is true; expected a number.")]
    public void A_damaged_description_of_a_variant_is_named(string key, string value, string reason)
    {
        using var doctored = new DoctoredCase("bert_depth_last1").Describe(meta => meta["prefix"]![key] = JsonNode.Parse(value));
        var reports = doctored.Verify();
        Assert.EndsWith(reason, Assert.Single(Variant(reports, "prefix").NotRun), StringComparison.Ordinal);
        Assert.True(Variant(reports, "prefix_mlp").Holds);
    }

    [Theory]
    [InlineData("meta.json")]
    [InlineData("io.safetensors")]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    public void A_case_without_one_of_its_files_is_named_and_not_run(string file)
    {
        using var doctored = new DoctoredCase("bert_depth_last1");
        File.Delete(doctored.File(file));
        var reports = doctored.Verify();
        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.Contains(file, Assert.Single(report.NotRun), StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_a_case_gives_nothing()
    {
        using var doctored = new DoctoredCase("bert_depth_last1");
        File.Delete(doctored.File("meta.json"));
        File.Delete(doctored.File("io.safetensors"));
        Assert.Empty(doctored.Verify());
    }

    /// <summary>Moves the first number.</summary>
    private static void Nudge(Tensor tensor, double by)
    {
        using var noGrad = no_grad();
        tensor.view(-1)[0] += by;
    }

    private static VariantReport Variant(IEnumerable<VariantReport> reports, string name) => reports.Single(report => report.Variant == name);
}
