package slipway.sandbox.wire;

import java.util.List;
import java.util.Map;

/**
 * Lambda's operations over HTTP, as botocore's service model for API version 2015-03-31 has them. It lists more than the sandbox
 * does, so that what is not modelled is refused by its name.
 */
final class LambdaRoutes {
    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final String FUNCTION = FUNCTIONS + "/{FunctionName}";

    static final List<Route> ALL = List.of(
            Route.of("ListFunctions", "GET " + FUNCTIONS + "?MasterRegion&FunctionVersion&Marker&MaxItems", 200),
            Route.of("GetFunction", "GET " + FUNCTION + "?Qualifier", 200),
            Route.of("GetFunctionConfiguration", "GET " + FUNCTION + "/configuration?Qualifier", 200),
            Route.of("UpdateFunctionCode", "PUT " + FUNCTION + "/code", 200),
            Route.of("PublishVersion", "POST " + FUNCTION + "/versions", 201),
            Route.of("ListVersionsByFunction", "GET " + FUNCTION + "/versions?Marker&MaxItems", 200),
            Route.of("CreateAlias", "POST " + FUNCTION + "/aliases", 201),
            Route.of("ListAliases", "GET " + FUNCTION + "/aliases?FunctionVersion&Marker&MaxItems", 200),
            Route.of("GetAlias", "GET " + FUNCTION + "/aliases/{Name}", 200),
            Route.of("UpdateAlias", "PUT " + FUNCTION + "/aliases/{Name}", 200),
            Route.of("Invoke", "POST " + FUNCTION + "/invocations?Qualifier", 200).raw(
                    Map.of("x-amz-invocation-type", "InvocationType", "x-amz-log-type", "LogType", "x-amz-client-context", "ClientContext",
                            "x-amz-tenant-id", "TenantId", "x-amz-durable-execution-name", "DurableExecutionName"),
                    Map.of("FunctionError", "X-Amz-Function-Error", "ExecutedVersion", "X-Amz-Executed-Version", "LogResult", "X-Amz-Log-Result")),
            Route.of("PutFunctionConcurrency", "PUT /2017-10-31/functions/{FunctionName}/concurrency", 200),
            Route.of("GetFunctionConcurrency", "GET /2019-09-30/functions/{FunctionName}/concurrency", 200),
            Route.of("DeleteFunctionConcurrency", "DELETE /2017-10-31/functions/{FunctionName}/concurrency", 204),
            Route.of("CreateFunction", "POST " + FUNCTIONS, 201),
            Route.of("DeleteFunction", "DELETE " + FUNCTION + "?Qualifier", 204),
            Route.of("UpdateFunctionConfiguration", "PUT " + FUNCTION + "/configuration", 200),
            Route.of("DeleteAlias", "DELETE " + FUNCTION + "/aliases/{Name}", 204),
            Route.of("GetPolicy", "GET " + FUNCTION + "/policy?Qualifier", 200),
            Route.of("AddPermission", "POST " + FUNCTION + "/policy?Qualifier", 201),
            Route.of("ListTags", "GET /2017-03-31/tags/{Resource}", 200),
            Route.of("TagResource", "POST /2017-03-31/tags/{Resource}", 204),
            Route.of("GetProvisionedConcurrencyConfig", "GET /2019-09-30/functions/{FunctionName}/provisioned-concurrency?Qualifier", 200),
            Route.of("PutProvisionedConcurrencyConfig", "PUT /2019-09-30/functions/{FunctionName}/provisioned-concurrency?Qualifier", 202),
            Route.of("ListEventSourceMappings", "GET /2015-03-31/event-source-mappings?EventSourceArn&FunctionName&Marker&MaxItems", 200));

    private LambdaRoutes() {}
}
