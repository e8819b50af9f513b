// Runs each operation with each fault. Checks the error, the requests, and the objects in the sandbox.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

public sealed class FaultMatrixTests : FaultMatrix
{
    public static TheoryData<string> Operations() => new(Scenario.All.Select(static scenario => scenario.Operation));

    public static TheoryData<string> Creates() =>
        new(Scenario.All.Where(static scenario => scenario.IsCreate).Select(static scenario => scenario.Operation));

    [Fact]
    public void The_matrix_has_all_operations_and_all_kinds_of_faults()
    {
        Assert.Equal(
            CompassOps.Operations.All.Select(static operation => operation.Name).Order(StringComparer.Ordinal),
            Scenario.All.Select(static scenario => scenario.Operation).Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetValues<SandboxFaultKind>().Order(), AllFaults.Select(static fault => fault.Injected.Kind).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_with_a_fault_has_the_result_in_the_table(string operation)
    {
        Case[] cases = OfOperation(Of(operation), hangs: false).ToArray();
        Assert.InRange(cases.Length, 80, 200);

        await Case.RunAllAsync(cases, 8);
    }

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task A_create_request_is_sent_once_if_a_fault_affects_the_search_for_the_object(string operation)
    {
        await Case.RunAllAsync(OfLookup(Of(operation), hangs: false), 8);
    }

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task An_object_that_the_list_shows_late_is_created_once(string operation)
    {
        Scenario scenario = Of(operation);
        Expectation expected = scenario.Work == Work.CreateMaintenance ? Expectation.Succeeds(1, 3) : Expectation.Succeeds(2, 3);

        await Case.RunAllAsync([Late(scenario, expected, 2)], 1);
    }

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task An_object_that_the_list_shows_too_late_has_an_unknown_outcome_and_is_created_once(string operation)
    {
        Scenario scenario = Of(operation);
        Expectation expected = scenario.Work == Work.CreateMaintenance ? Expectation.UnknownDone(1, 4) : Expectation.UnknownDone(2, 6);

        await Case.RunAllAsync([Late(scenario, expected, 9)], 1);
    }

    [Fact]
    public async Task A_change_that_the_service_cannot_save_fails()
    {
        string folder = Directory.CreateTempSubdirectory("compassops-conformance-").FullName;
        try
        {
            string path = Path.Combine(folder, "state.json");
            using Stage stage = await Stage.SetAsync(statePath: path);
            File.Delete(path);
            Directory.CreateDirectory(path);
            foreach (Scenario scenario in Scenario.All.Where(static scenario => scenario.Work != Work.Read))
            {
                using CompassClient client = new(Scenario.Options(stage), null, new JumpingClock());
                CompassApiException error = await Assert.ThrowsAsync<CompassApiException>(() => scenario.CallAsync(stage, client, []));
                Assert.True(error.StatusCode == 507 || error.Kind == CompassErrorKind.OutcomeUnknown, $"{scenario.Operation}: {error.Kind} {error.Message}");
            }

            Dictionary<string, string> state = await stage.StateAsync();
            Assert.Equal(6, state.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Returns a case in which the service creates the object, but the client does not receive the response. The next list responses do
    // not contain the object. The parameter 'lists' is the number of these list responses.
    private Case Late(Scenario scenario, Expectation expected, int lists)
    {
        Fault lost = AllFaults.Single(static fault => fault.Injected.Kind == SandboxFaultKind.ResetAfter);
        return new Case(
            scenario.Operation, scenario, lost, expected,
            new SandboxFault { Kind = SandboxFaultKind.StalePage, Operation = scenario.LookUp, Count = lists },
            lost.Injected with { Operation = scenario.Operation, Count = 1 });
    }
}
