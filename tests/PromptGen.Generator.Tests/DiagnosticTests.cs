namespace PromptGen.Generator.Tests;

/// <summary>Each diagnostic: one damage to a schema, the exact text, line and column.</summary>
public class DiagnosticTests
{
    [Theory]
    [InlineData("bert.json", "\"rates\": {", "\"rates\" {", "?")]
    [InlineData("bert.json", "\"paper\":", "\"summary\":", "?")]
    [InlineData("mine.json", "\"extends\": \"bert.json\"", "\"extends\": \"bart.json\"", "?")]
    [InlineData("bert.json", "\"architecture\": \"Bert\"", "\"extends\": \"bert.json\", \"architecture\": \"Bert\"", "?")]
    [InlineData("bert.json", "\"sizes\": {\n    \"vocabSize\"", "\"sizess\": {}, \"sizes\": {\n    \"vocabSize\"", "?")]
    [InlineData("bert.json", "\"visible\": \"all\"", "\"visible\": 1", "?")]
    [InlineData("bert.json", "\"kind\": \"selfAttention\"", "\"kind\": \"rotary\"", "?")]
    [InlineData("bert.json", "\"tokenizer\": \"wordPiece\"", "\"tokenizer\": \"wordpiece\"", "?")]
    [InlineData("bert.json", "\"count\": \"layerCount\",", "", "?")]
    [InlineData("bert.json", "\"heads\": \"headCount\"", "\"heads\": \"headCont\"", "?")]
    [InlineData("bert.json", "\"word\":      {", "\"Word!\":      {", "?")]
    [InlineData("mine.json", "\"tokenTypeCount\": null", "\"tokenTypeCount\": null, \"segments\": null", "?")]
    [InlineData("bert.json", "\"order\": [\"attention\", \"feedForward\"]", "\"order\": [\"attention\"]", "?")]
    [InlineData("bert.json", "\"order\": [\"attention\", \"feedForward\"]", "\"order\": [\"attention\", \"feedForward\", \"attend\"]", "?")]
    [InlineData("prenorm.json", "\"kind\": \"selfAttention\",", "\"kind\": \"feedForward\",", "?")]
    [InlineData("bert.json", "\"pooler\": {", "\"finalNorm\": { \"kind\": \"layer\", \"epsilon\": \"normEpsilon\", \"from\": \"norm\" }, \"poolr\": {", "?")]
    [InlineData("mine.json", "\"presets\": {", "\"pooler\": null, \"presets\": {", "?")]
    [InlineData("roberta.json", ", \"padding\": \"padding\"", "", "?")]
    [InlineData("bert.json", "\"sizes\": {\n    \"vocabSize\"", "\"sizes\": {\n    \"spare\": { \"config\": \"spare\" },\n    \"vocabSize\"", "?")]
    [InlineData("bert.json", "\"roots\": [\"bert\", \"\"]", "\"roots\": [\"bert\", \"\", \"bert\"]", "?")]
    [InlineData("mine.json", "\"headCount\": 2", "\"headCount\": 3", "?")]
    [InlineData("mine.json", "\"exact\": 1432", "\"exact\": 1433", "?")]
    [InlineData("mine.json", "\"layerCount\": 2, ", "", "?")]
    [InlineData("mine.json", "\"layerCount\": 2", "\"layersCount\": 2", "?")]
    [InlineData("grouped.json", "\"layerCount\": 3", "\"layerCount\": 3, \"innerSize\": 4", "?")]
    [InlineData("bert.json", "\"default\": 512", "\"default\": 0", "?")]
    [InlineData("bert.json", "\"default\": 1e-12", "\"default\": 1", "?")]
    [InlineData("grouped.json", "\"default\": \"headCount\"", "\"default\": \"keyValueHeadCount\"", "?")]
    [InlineData("bert.json", "\"from\": \"embeddings.LayerNorm\"", "\"from\": \"embeddings..LayerNorm\"", "?")]
    [InlineData("bert.json", "\"from\": \"encoder.layer.{layer}\"", "\"from\": \"encoder.layer\"", "?")]
    [InlineData("bert.json", "\"from\": \"attention.self.key\"", "\"from\": \"attention.{layer}.key\"", "?")]
    [InlineData("bert.json", "\"from\": \"attention.self.key\"", "\"from\": \"attention.self.query\"", "?")]
    [InlineData("bert.json", "\"output\": { \"from\": \"/classifier\" } },", "\"output\": { \"from\": \"classifier\" } },", "?")]
    [InlineData("bert.json", "\"ignored\": [\"embeddings.position_ids\"", "\"ignored\": [\"embeddings\"", "?")]
    [InlineData("bert.json", "\"hiddenDropout\":    { \"config\"", "\"hiddenSize\":    { \"config\"", "?")]
    [InlineData("bert.json", "\"position\":  {", "\"norm\":  {", "?")]
    [InlineData("bert.json", "\"position\":  {", "\"parameters\":  {", "?")]
    public void Says_what_is_wrong_and_where(string schema, string old, string changed, params string[] expected)
    {
        var (path, text) = Toys.Read(schema);
        Assert.Contains(old, text);
        Assert.Equal(expected, Toys.Generate(schema, text.Replace(old, changed)).Findings);
    }
}
