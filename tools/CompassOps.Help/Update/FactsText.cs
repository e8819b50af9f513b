namespace CompassOps.Help;

/// <summary>Writes the facts about a parameter as a YAML block.</summary>
internal static class FactsText
{
    public static string Of(ParameterFacts facts)
    {
        string sets = facts.Sets.Count == 0 ? ParameterFacts.EverySet : string.Join(", ", facts.Sets);
        string accepted = facts.AcceptedValues.Count == 0 ? string.Empty : $"Accepted values: {string.Join(", ", facts.AcceptedValues)}\n";
        string aliases = facts.Aliases.Length == 0 ? string.Empty : " " + facts.Aliases;
        return $"""
            ```yaml
            Type: {facts.Type}
            Parameter Sets: {sets}
            Aliases:{aliases}
            {accepted}
            Required: {facts.IsRequired}
            Position: {facts.Position}
            Default value: {facts.Default}
            Accept pipeline input: {facts.PipelineInput}
            Accept wildcard characters: {facts.AcceptsWildcards}
            ```
            """.ReplaceLineEndings("\n");
    }
}
