package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private static final String TASK = "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"f\"}";

    private static String refused(String definition) {
        return catchThrowableOfType(InvalidDefinition.class, () -> Definition.parse(definition)).getMessage();
    }

    private static String state(String state) {
        return Player.machine("S", "\"S\":" + state.replace("TASK", TASK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{'Type':'Parallel','Branches':[],'End':true} | field 'Type' should be Task, Pass, Choice, Wait, Succeed, Fail or Map, was 'Parallel' at /States/S",
        "{'End':true} | These fields are required: [Type] at /States/S",
        "{'Type':'Pass'} | exactly one of \"Next\" and \"End\": true is required at /States/S",
        "{'Type':'Pass','End':false} | exactly one of \"Next\" and \"End\": true is required",
        "{'Type':'Pass','Next':'S','End':true} | exactly one of \"Next\" and \"End\": true is required",
        "{'Type':'Pass','Next':'X'} | MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/S",
        "{'Type':'Pass','Next':'S'} | no state ends the flow",
        "{'Type':'Pass','Result':1,'End':true} | field 'Result' belongs to JSONPath, not to JSONata",
        "{'Type':'Pass','InputPath':'$','End':true} | field 'InputPath' belongs to JSONPath",
        "{'Type':'Pass','Parameters':{},'End':true} | field 'Parameters' belongs to JSONPath",
        "{'Type':'Pass','Output':{'a.$':'$.a'},'End':true} | field 'Output' has 'a.$', which belongs to JSONPath",
        "{'Type':'Pass','QueryLanguage':'JSONPath','End':true} | field 'QueryLanguage' should be JSONata, was 'JSONPath'",
        "{'Type':'Pass','Colour':'red','End':true} | field 'Colour' is not supported here at /States/S",
        "{'Type':'Pass','Comment':1,'End':true} | field 'Comment' should be a string",
        "{'Type':'Pass','Output':'{% 1 + %}','End':true} | field 'Output' has the expression '1 +', which is not JSONata",
        "{'Type':'Pass','Output':' {% 1 %}','End':true} | field 'Output' should begin with {% and end with %}, without spaces around",
        "{'Type':'Pass','Output':'{% 1 %} ','End':true} | should begin with {% and end with %}",
        "{'Type':'Pass','Output':'{% 1','End':true} | should begin with {% and end with %}",
        "{'Type':'Pass','Output':'{% $eval(1) %}','End':true} | function $eval is not supported by Step Functions",
        "{'Type':'Pass','Output':'{% $nix(1) %}','End':true} | function $nix is not known",
        "{'Type':'Pass','Output':'{% 1 ~> $nix %}','End':true} | function $nix is not known",
        "{'Type':'Pass','Output':{'a':['{% $nix() %}']},'End':true} | field 'Output/a[0]' has the expression '$nix()': function $nix is not known",
        "{'Type':'Pass','Output':'{% $.a %}','End':true} | $ has no document at the top level",
        "{'Type':'Pass','Output':'{% $states.input[$$.a] %}','End':true} | $$ has no document",
        "{'Type':'Pass','Assign':{'states':1},'End':true} | field 'Assign' has the variable 'states'",
        "{'Type':'Pass','Assign':{'1x':1},'End':true} | field 'Assign' has the variable '1x'",
        "{'Type':'Pass','Assign':{'a.b':1},'End':true} | field 'Assign' has the variable 'a.b'",
        "{'Type':'Pass','Assign':[],'End':true} | field 'Assign' should be an object",
        "{'Type':'Succeed','End':true} | field 'End' is not supported here",
        "{'Type':'Succeed','Assign':{'x':1}} | field 'Assign' is not supported here",
        "{'Type':'Fail','Error':1} | field 'Error' should be a string",
        "{'Type':'Fail','ErrorPath':'$.e'} | field 'ErrorPath' belongs to JSONPath",
        "{'Type':'Wait','End':true} | exactly one of Seconds and Timestamp is required",
        "{'Type':'Wait','Seconds':1,'Timestamp':'2026-01-01T00:00:00Z','End':true} | exactly one of Seconds and Timestamp",
        "{'Type':'Wait','Seconds':-1,'End':true} | field 'Seconds' should be a whole number from 0 to 99999999, was -1",
        "{'Type':'Wait','Seconds':1.5,'End':true} | field 'Seconds' should be a whole number",
        "{'Type':'Wait','Seconds':'5','End':true} | field 'Seconds' should be a JSONata expression between {% and %}",
        "{'Type':'Wait','Timestamp':'tomorrow','End':true} | field 'Timestamp' should be an ISO-8601 timestamp",
        "{'Type':'Wait','SecondsPath':'$.s','End':true} | field 'SecondsPath' belongs to JSONPath",
        "{'Type':'Choice','Choices':[]} | field 'Choices' should be an array of rules, not empty",
        "{'Type':'Choice','Choices':[{'Next':'S'}]} | These fields are required: [Condition] at /States/S/Choices[0]",
        "{'Type':'Choice','Choices':[{'Condition':true}]} | These fields are required: [Next] at /States/S/Choices[0]",
        "{'Type':'Choice','Choices':[{'Condition':'yes','Next':'S'}]} | field 'Condition' should be a JSONata expression",
        "{'Type':'Choice','Choices':[{'Variable':'$.a','BooleanEquals':true,'Next':'S'}]} | field 'Variable' belongs to JSONPath",
        "{'Type':'Choice','Choices':[{'Condition':true,'Next':'S'}],'Default':'X'} | Missing 'Default' target: X",
        "{'Type':'Choice','Choices':[{'Condition':true,'Next':'X'}]} | Missing 'Choice 1' target: X",
        "{'Type':'Choice','Choices':[{'Condition':true,'Next':'S'}],'Next':'S'} | field 'Next' is not supported here",
    })
    void namesWhatItRefuses(String state, String problem) {
        assertThat(refused(state(state.replace('\'', '"')))).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'Resource':'arn:aws:states:::sqs:sendMessage','Arguments':{} | field 'Resource' is 'arn:aws:states:::sqs:sendMessage', which the sandbox does not model",
        "'Resource':'arn:aws:lambda:eu-central-1:123456789012:function:f' | which the sandbox does not model",
        "'Resource':'arn:aws:states:::states:startExecution.sync:2' | which the sandbox does not model",
        "'Resource':'arn:aws:states:::lambda:invoke' | field 'Arguments' should be an object with [FunctionName]",
        "'Resource':'arn:aws:states:::lambda:invoke','Arguments':{'Payload':1} | field 'Arguments' needs 'FunctionName'",
        "'Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f','Shape':1} | field 'Arguments' has 'Shape', which the sandbox does not model",
        "TASK,'TimeoutSeconds':0 | field 'TimeoutSeconds' should be a whole number from 1 to 99999999, was 0",
        "TASK,'TimeoutSeconds':-5 | field 'TimeoutSeconds' should be a whole number",
        "TASK,'TimeoutSecondsPath':'$.t' | field 'TimeoutSecondsPath' belongs to JSONPath",
        "TASK,'HeartbeatSeconds':5 | field 'HeartbeatSeconds' is for tasks that wait for a token",
        "'Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken','Arguments':{'FunctionName':'f'},'TimeoutSeconds':5,'HeartbeatSeconds':5 | field 'HeartbeatSeconds' should be less than TimeoutSeconds",
        "TASK,'Credentials':{} | field 'Credentials' is not supported here",
        "TASK,'Retry':[{'MaxAttempts':1}] | field 'ErrorEquals' should be an array of strings, not empty at /States/S/Retry[0]",
        "TASK,'Retry':[{'ErrorEquals':['States.ALL','A']}] | field 'ErrorEquals' has States.ALL, which should be alone",
        "TASK,'Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['A']}] | field 'ErrorEquals' has States.ALL, which should be alone, and in the last entry",
        "TASK,'Retry':[{'ErrorEquals':['States.Nix']}] | field 'ErrorEquals' has 'States.Nix', which is no error name",
        "TASK,'Retry':[{'ErrorEquals':['States.ResultPathMatchFailure']}] | which is no error name of JSONata states",
        "TASK,'Retry':[{'ErrorEquals':['A'],'IntervalSeconds':0}] | field 'IntervalSeconds' should be a whole number from 1 to 99999999, was 0",
        "TASK,'Retry':[{'ErrorEquals':['A'],'MaxAttempts':-1}] | field 'MaxAttempts' should be a whole number from 0 to 99999999, was -1",
        "TASK,'Retry':[{'ErrorEquals':['A'],'BackoffRate':0.5}] | field 'BackoffRate' should be a number of at least 1.0, was 0.5",
        "TASK,'Retry':[{'ErrorEquals':['A'],'MaxDelaySeconds':0}] | field 'MaxDelaySeconds' should be a whole number from 1 to 31622400, was 0",
        "TASK,'Retry':[{'ErrorEquals':['A'],'IntervalSeconds':5,'MaxDelaySeconds':5}] | field 'MaxDelaySeconds' should be greater than IntervalSeconds",
        "TASK,'Retry':[{'ErrorEquals':['A'],'JitterStrategy':'HALF'}] | field 'JitterStrategy' should be NONE or FULL, was 'HALF'",
        "TASK,'Retry':{} | field 'Retry' should be an array",
        "TASK,'Catch':[{'ErrorEquals':['A']}] | These fields are required: [Next] at /States/S/Catch[0]",
        "TASK,'Catch':[{'ErrorEquals':['A'],'Next':'X'}] | Missing 'Catch 1' target: X",
        "TASK,'Catch':[{'ErrorEquals':['A'],'ResultPath':'$','Next':'S'}] | field 'ResultPath' belongs to JSONPath",
    })
    void namesWhatItRefusesOfATask(String fields, String problem) {
        assertThat(refused(state(("{'Type':'Task'," + fields.replace("TASK", TASK.substring(14)) + ",'End':true}").replace('\'', '"')))).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'Items':[] | These fields are required: [ItemProcessor]",
        "'Items':{},PROCESSOR | field 'Items' should be an array or an expression",
        "'Items':'x',PROCESSOR | field 'Items' should be a JSONata expression",
        "'ItemsPath':'$',PROCESSOR | field 'ItemsPath' belongs to JSONPath",
        "'Iterator':{} | field 'Iterator' is not supported here",
        "'MaxConcurrency':-1,PROCESSOR | field 'MaxConcurrency' should be a whole number from 0",
        "'ToleratedFailureCount':1,PROCESSOR | field 'ToleratedFailureCount' is not supported here",
        "'ToleratedFailurePercentage':1,PROCESSOR | field 'ToleratedFailurePercentage' is not supported here",
        "'ItemReader':{},PROCESSOR | field 'ItemReader' is not supported here",
        "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED'},'StartAt':'I','States':{'I':{'Type':'Succeed'}}} | field 'Mode' should be INLINE",
        "'ItemProcessor':{'StartAt':'X','States':{'I':{'Type':'Succeed'}}} | Missing 'StartAt' target: X at /States/S/ItemProcessor/StartAt",
        "'ItemProcessor':{'StartAt':'S','States':{'S':{'Type':'Succeed'}}} | the name 'S' is used twice",
        "'Assign':{'x':1},'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Pass','Assign':{'x':2},'End':true}}} | variable 'x' belongs to an outer scope",
        "'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Pass','Next':'S'}}} | Missing 'Next' target: S",
    })
    void namesWhatItRefusesOfAMap(String fields, String problem) {
        String processor = "'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Succeed'}}}";
        assertThat(refused(state(("{'Type':'Map'," + fields.replace("PROCESSOR", processor) + ",'End':true}").replace('\'', '"')))).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{} | field 'QueryLanguage' should be JSONata: the sandbox does not model JSONPath",
        "{} | These fields are required: [StartAt]",
        "{} | field 'States' should be an object of states, not empty",
        "[] | an object is expected at /",
        "{'a' | INVALID_JSON_DESCRIPTION",
        "{'StartAt':'S','StartAt':'S'} | INVALID_JSON_DESCRIPTION: Duplicate field 'StartAt'",
        "{'QueryLanguage':'JSONPath'} | field 'QueryLanguage' should be JSONata, was 'JSONPath'",
        "{'Version':'2.0'} | field 'Version' should be 1.0, was '2.0'",
        "{'TimeoutSeconds':0} | field 'TimeoutSeconds' should be a whole number from 1",
        "{'Extra':0} | field 'Extra' is not supported here at /",
        "{'StartAt':'X','States':{'S':{'Type':'Succeed'}}} | Missing 'StartAt' target: X at /StartAt",
        "{'StartAt':'S','States':{'S':{'Type':'Succeed'},'T':{'Type':'Succeed'}}} | State 'T' is not reachable at /States/T",
    })
    void namesWhatItRefusesOfTheWhole(String definition, String problem) {
        assertThat(refused(definition.replace('\'', '"'))).contains(problem);
    }

    @Test
    void namesEveryProblemAtOnce() {
        InvalidDefinition refused = catchThrowableOfType(InvalidDefinition.class, () -> Definition.parse("""
                {"QueryLanguage":"JSONata","StartAt":"A","States":{
                  "A":{"Type":"Pass","Result":1,"Output":"{% $nix() %}","Next":"B"},
                  "B":{"Type":"Wait","Seconds":-1,"End":true}}}"""));

        assertThat(refused.problems()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "$map($states.input, function($v, $i) { $i })", "$states.input[$ > 1]", "$states.input.$string($)", "'$nix(1) {% $eval'",
        "/* $nix() */ 1", "$match('a', /\\$nix(/)", "`$nix`", "1 ~> $string", "$states.input ~> |$|{'a': 1}|", "($g := function($n) { $g($n) }; 1)",
        "$states.input.a.(b / c)", "$partition($range(1, 2, 1), 1)", "$exists($later) ? $later : 0"})
    void leavesGoodExpressionsAlone(String expression) {
        assertThat(Words.problems(expression)).isEmpty();
    }

    @Test
    void listsStatesAndEdgesOfAGoodOne() {
        Definition definition = Definition.parse(Player.machine("C", """
                "C":{"Type":"Choice","Choices":[{"Condition":true,"Next":"T"}],"Default":"M"},
                "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f"},"Catch":[{"ErrorEquals":["A"],"Next":"M"}],"Next":"M"},
                "M":{"Type":"Map","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","Next":"J"},"J":{"Type":"Succeed"}}},"End":true}"""));

        assertThat(definition.stateNames()).containsExactly("C", "T", "M", "I", "J");
        assertThat(definition.edges()).containsExactly(new Edge("C", "T", "Choice 1"), new Edge("C", "M", "Default"),
                new Edge("T", "M", "Next"), new Edge("T", "M", "Catch 1"), new Edge("I", "J", "Next"));
    }
}
