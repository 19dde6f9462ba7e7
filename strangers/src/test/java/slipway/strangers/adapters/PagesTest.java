package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.cli.account.Account;
import slipway.sandbox.cloud.FunctionBehaviour;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;

/** That what is listed in pages comes page by page, with a token that goes on where the page ended; the adapters' own pages are in their tests. */
@ParameterizedClass
@EnumSource
class PagesTest {
    private final Stage stage;
    private final World world;
    private final Account account;

    PagesTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        account = world.account();
    }

    @Test
    void clusters() throws Throwable {
        EcsClient ecs = account.ecs();
        for (int i = 0; i < 2; i++) {
            String name = World.fresh("cluster");
            ecs.createCluster(ask -> ask.clusterName(name));
        }
        List<String> all = ecs.listClusters().clusterArns();
        assertThat(ecs.listClustersPaginator(ask -> ask.maxResults(1)).clusterArns()).containsExactlyInAnyOrderElementsOf(all);
        Deviation.CLUSTER_PAGES.unless(stage, () -> {
            ListClustersResponse page = ecs.listClusters(ask -> ask.maxResults(1));
            assertThat(page.clusterArns()).containsExactly(all.getFirst());
            assertThat(ecs.listClusters(ask -> ask.maxResults(1).nextToken(page.nextToken())).clusterArns()).containsExactly(all.get(1));
        });
    }

    @Test
    void tasks() throws Throwable {
        try (Tenant tenant = new Tenant(world)) {
            tenant.running(2);
            List<String> all = tenant.ecs.listTasks(ask -> ask.cluster(tenant.cluster)).taskArns();
            assertThat(tenant.ecs.listTasksPaginator(ask -> ask.cluster(tenant.cluster).maxResults(1)).taskArns()).containsExactlyInAnyOrderElementsOf(all).hasSize(2);
            Deviation.TASK_PAGES.unless(stage, () -> assertThat(tenant.ecs.listTasks(ask -> ask.cluster(tenant.cluster).maxResults(1)).taskArns()).hasSize(1));
        }
    }

    @Test
    void aliasesAndImages() throws Throwable {
        String images = World.fresh("images");
        String name = World.fresh("thumbs");
        world.stock(images, ecr -> List.of(ecr.push(images, "v1", FunctionBehaviour.GOOD), ecr.push(images, "v2", FunctionBehaviour.GOOD)));
        world.function(name, World.uri(images, "v1"), "live");
        LambdaClient lambda = account.lambda();
        lambda.createAlias(ask -> ask.functionName(name).name("blue").functionVersion("1"));
        assertThat(lambda.listAliasesPaginator(ask -> ask.functionName(name).maxItems(1)).aliases()).extracting(one -> one.name()).containsExactlyInAnyOrder("blue", "live");
        Deviation.ALIAS_PAGES.unless(stage, () -> {
            ListAliasesResponse page = lambda.listAliases(ask -> ask.functionName(name).maxItems(1));
            assertThat(page.aliases()).hasSize(1);
            assertThat(lambda.listAliases(ask -> ask.functionName(name).maxItems(1).marker(page.nextMarker())).aliases()).hasSize(1);
        });

        EcrClient ecr = account.ecr();
        assertThat(ecr.describeImagesPaginator(ask -> ask.repositoryName(images).maxResults(1)).imageDetails()).hasSize(2);
        Deviation.IMAGE_PAGES.unless(stage, () -> {
            DescribeImagesResponse page = ecr.describeImages(ask -> ask.repositoryName(images).maxResults(1));
            assertThat(page.imageDetails()).hasSize(1);
            assertThat(ecr.describeImages(ask -> ask.repositoryName(images).maxResults(1).nextToken(page.nextToken())).imageDetails()).hasSize(1);
        });
    }
}
