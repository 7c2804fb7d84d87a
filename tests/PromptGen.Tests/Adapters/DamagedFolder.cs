using System.Text;
using System.Text.Json.Nodes;
using PromptGen.Checkpoints;
using static TorchSharp.torch;

namespace PromptGen.Tests.Adapters;

/// <summary>Damages an adapter folder at random, in one of the ways that files are damaged or wrongly made.</summary>
internal static class DamagedFolder
{
    private const string Tensors = "adapter_model.safetensors";

    private static readonly string[] Values =
        ["null", "-1", "0", "1", "4", "6", "2147483647", "9223372036854775807", "1e99", "0.5", "true", "\"\"", "\"x\"", "\"SEQ_CLS\"", "[]", "[1,0]", "[-1]", "[0,0]", "{}", "\"\\ud800\""];

    /// <returns>What was done.</returns>
    public static string Damage(string folder, Random random)
    {
        string[] files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
        var hasHeader = File.Exists(Path.Combine(folder, Tensors));
        string[] descriptions = [.. files.Where(file => file.EndsWith(".json", StringComparison.Ordinal))];
        switch (random.Next(9))
        {
            case 0: return Bytes(random.GetItems(files, 1)[0], random);
            case 1: return Cut(random.GetItems(files, 1)[0], random);
            case 2: return Appended(random.GetItems(files, 1)[0], random);
            case 3 when hasHeader: return Header(Path.Combine(folder, Tensors), random);
            case 4 when files.Length > 1:
                var file = random.GetItems(files, 1)[0];
                File.Delete(file);
                return $"without {Path.GetFileName(file)}";
            case 5 or 4 when hasHeader: return Rewritten(Path.Combine(folder, Tensors), random);
            default: return Json(random.GetItems(descriptions, 1)[0], random);
        }
    }

    private static string Bytes(string file, Random random)
    {
        var bytes = File.ReadAllBytes(file);
        var count = random.Next(1, 5);
        for (var i = 0; i < count; i++) bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
        File.WriteAllBytes(file, bytes);
        return $"{count} bytes of {Path.GetFileName(file)}";
    }

    private static string Cut(string file, Random random)
    {
        var bytes = File.ReadAllBytes(file);
        var length = random.Next(bytes.Length);
        File.WriteAllBytes(file, bytes[..length]);
        return $"{Path.GetFileName(file)} cut to {length} bytes";
    }

    private static string Appended(string file, Random random)
    {
        var more = new byte[random.Next(1, 64)];
        random.NextBytes(more);
        File.WriteAllBytes(file, [.. File.ReadAllBytes(file), .. more]);
        return $"{more.Length} bytes behind {Path.GetFileName(file)}";
    }

    private static string Header(string file, Random random)
    {
        var bytes = File.ReadAllBytes(file);
        var at = random.Next(8, 8 + (int)BitConverter.ToInt64(bytes));
        bytes[at] = (byte)random.Next(32, 127);
        File.WriteAllBytes(file, bytes);
        return $"byte {at} of the header is '{(char)bytes[at]}'";
    }

    private static string Rewritten(string path, Random random)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors;
        using (var file = SafeTensorsFile.Open(path)) tensors = file.Tensors.ToDictionary(tensor => tensor.Name, tensor => file.Read(tensor.Name).clone());
        var name = random.GetItems(tensors.Keys.Order(StringComparer.Ordinal).ToArray(), 1)[0];
        var tensor = tensors[name];
        string done;
        switch (random.Next(6))
        {
            case 0: tensors.Remove(name); done = "removed"; break;
            case 1: tensors.Remove(name); tensors.Add(name + "x", tensor); done = "renamed"; break;
            case 2: tensors[name] = tensor.narrow(0, 0, tensor.shape[0] - 1); done = "a row shorter"; break;
            case 3: tensors[name] = tensor.unsqueeze(0); done = "an axis more"; break;
            case 4: tensors[name] = tensor.to(ScalarType.Int32); done = "whole numbers"; break;
            default: tensors[name] = tensor.reshape(-1); done = "one axis"; break;
        }
        SafeTensorsWriter.Write(path, tensors.Select(pair => (pair.Key, pair.Value)));
        return $"'{name}': {done}";
    }

    private static string Json(string path, Random random)
    {
        var root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var objects = new List<JsonObject> { root };
        objects.AddRange(root.Select(member => member.Value).OfType<JsonObject>());
        var chosen = objects[random.Next(objects.Count)];
        var name = random.GetItems(chosen.Select(member => member.Key).ToArray(), 1)[0];
        var value = random.GetItems(Values, 1)[0];
        var text = new StringBuilder("a placeholder that no file here holds");
        switch (random.Next(5))
        {
            case 0: chosen.Remove(name); value = "removed"; break;
            case 1: name = "unheard_of"; chosen[name] = text.ToString(); break;
            default: chosen[name] = text.ToString(); break;
        }
        // Some of the values are no valid text, which a node would not write.
        File.WriteAllText(path, root.ToJsonString().Replace($"\"{text}\"", value, StringComparison.Ordinal));
        return $"{Path.GetFileName(path)}: {name} is {value}";
    }
}
