using System.Text;
using System.Text.Json.Nodes;

namespace PromptGen.Tests.Adapters;

/// <summary>Makes safetensors files longer than any test could write, by a hole that takes no room on the disk.</summary>
internal static class LargeTensor
{
    /// <param name="path">A sound file.</param>
    /// <param name="name">The new tensor.</param>
    /// <param name="type">Its type, of two bytes.</param>
    /// <param name="count">Its elements.</param>
    public static void Append(string path, string name, string type, long count)
    {
        var bytes = File.ReadAllBytes(path);
        var length = (int)BitConverter.ToInt64(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!.AsObject();
        var end = bytes.Length - 8L - length;
        header[name] = new JsonObject { ["dtype"] = type, ["shape"] = new JsonArray(count), ["data_offsets"] = new JsonArray(end, end + 2 * count) };
        var text = Encoding.UTF8.GetBytes(header.ToJsonString()).ToList();
        while (text.Count % 8 != 0) text.Add((byte)' ');
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((long)text.Count));
        file.Write([.. text]);
        file.Write(bytes.AsSpan(8 + length));
        file.SetLength(file.Length + 2 * count);
    }
}
