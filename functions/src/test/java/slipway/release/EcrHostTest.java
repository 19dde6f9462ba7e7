package slipway.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hosts of one registry name the same images. */
class EcrHostTest {
    private static final String DIGEST = "@sha256:" + "ab".repeat(32);
    private static final Repository API = new Repository("123456789012", "us-gov-west-1", "shop/api");
    private static final Repository CHINA = new Repository("123456789012", "cn-north-1", "shop/api");

    @ParameterizedTest
    @CsvSource({
        "dkr.ecr, us-gov-west-1, amazonaws.com", "dkr.ecr-fips, us-gov-west-1, amazonaws.com", "dkr-ecr, us-gov-west-1, on.aws", "dkr-ecr-fips, us-gov-west-1, on.aws",
        "dkr.ecr, cn-north-1, amazonaws.com.cn", "dkr-ecr, cn-north-1, on.amazonwebservices.com.cn"})
    void eachNamesTheRepositoryAndStaysWhereItIsWritten(String service, String region, String suffix) {
        String uri = "123456789012." + service + "." + region + "." + suffix + "/shop/api";
        Repository named = region.equals("cn-north-1") ? CHINA : API;
        assertThat(Repository.parse(uri)).contains(named);
        assertThat(Reference.parse(uri + ":v1").repository()).contains(named);
        assertThat(named.uri(uri + ":v1")).isEqualTo(uri);
        assertThat(new Image(named, new Digest(DIGEST.substring(1))).uri(uri + ":v1@sha256:1")).isEqualTo(uri + DIGEST);
        assertThat(EcrHost.usual(uri + DIGEST)).isEqualTo(named.uri() + DIGEST);
        assertThat(EcrHost.same(uri + DIGEST, named.uri() + DIGEST)).isTrue();
        assertThat(EcrHost.like(uri + ":v1")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/shop/api@, true", "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/shop/api:v1@, true",
        "123456789012.dkr-ecr.us-gov-west-1.on.aws/shop/api@, true", "123456789012.dkr-ecr.us-gov-west-1.on.aws/shop/api:v1@, true",
        "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/shop/api2@, false", "123456789012.dkr.ecr.us-gov-east-1.amazonaws.com/shop/api@, false",
        "public.ecr.aws/shop/api@, false", "api@, false"})
    void anImageOfTheRepositoryIsKnownByItsDigest(String named, boolean own) {
        assertThat(API.digest(named + DIGEST.substring(1))).isEqualTo(own ? Optional.of(new Digest(DIGEST.substring(1))) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "public.ecr.aws/api:1@sha256:1, public.ecr.aws/api@sha256:1, true", "localhost:5000/api:1@sha256:1, localhost:5000/api@sha256:1, true",
        "localhost:5000/api@sha256:1, localhost/api@sha256:1, false", "public.ecr.aws/api:1, public.ecr.aws/api:2, false", "public.ecr.aws/api:1@sha256:1, public.ecr.aws/api:1@sha256:2, false",
        "public.ecr.aws/api:1@sha256:1, public.ecr.aws/api:1, false"})
    void aTagBesideADigestIsOnlyHowPeopleKnowIt(String one, String other, boolean same) {
        assertThat(EcrHost.same(one, other)).isEqualTo(same);
        assertThat(EcrHost.same(other, one)).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":v1", "@sha256:1", ":v1@sha256:1"})
    void withoutADigestNoneIsKnown(String rest) {
        assertThat(API.digest(API.uri() + rest)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api:v1", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/Shop", "123456789012.dkr.ecr.europe.amazonaws.com/shop"})
    void whatIsNoRepositoryIsNoneAndNoError(String uri) {
        assertThat(Repository.parse(uri)).isEmpty();
    }

    @Test
    void theUsualHostOfChinaAndOfTheSovereignCloudHasItsOwnEnd() {
        Repository sovereign = new Repository("123456789012", "eusc-de-east-1", "shop/api");
        assertThat(sovereign.uri()).isEqualTo("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/shop/api");
        assertThat(Repository.parse(sovereign.uri())).contains(sovereign);
        assertThat(API.uri()).isEqualTo("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/shop/api");
        assertThat(CHINA.uri()).isEqualTo("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/shop/api");
    }

    /** An image of another account is pulled by the same kind of host; one that replaces another registry's by the usual one. */
    @Test
    void theKindOfHostStaysWhateverTheAccount() {
        assertThat(API.uri("210987654321.dkr-ecr.us-gov-west-1.on.aws/other:v1")).isEqualTo("123456789012.dkr-ecr.us-gov-west-1.on.aws/shop/api");
        assertThat(API.uri("public.ecr.aws/nginx/nginx:1")).isEqualTo(API.uri());
        assertThat(API.uri("")).isEqualTo(API.uri());
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012.dkr.ecr.eu-central-1.on.aws/shop/api", "123456789012.dkr-ecr.eu-central-1.amazonaws.com/shop/api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com.evil.org/shop/api",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com:443/shop/api", "123456789012.DKR.ECR.eu-central-1.amazonaws.com/shop/api"})
    void whatOnlyLooksLikeOneIsNone(String uri) {
        assertThat(Repository.parse(uri)).isEmpty();
        assertThat(EcrHost.like(uri)).isTrue();
        assertThat(EcrHost.usual(uri)).isEqualTo(uri);
        assertThatThrownBy(() -> Reference.parse(uri + ":v1")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx:1", "public.ecr.aws/nginx/nginx:1", "ghcr.io/123456789012.dkr.ecr.x/y:1", ""})
    void otherRegistriesAreNotTakenForOne(String image) {
        assertThat(EcrHost.like(image)).isFalse();
        assertThat(EcrHost.same(image, image)).isTrue();
        assertThat(EcrHost.same(image, null)).isFalse();
    }

    /** So the newest revision of the same bytes is the way back, and not one that its network can no longer pull. */
    @Test
    void theSameBytesByAnotherHostAreTheSameImages() {
        Release usual = Release.of("arn:api:7", Map.of("api", API.uri() + DIGEST, "proxy", "nginx:1"));
        Release dual = Release.of("arn:api:8", Map.of("api", API.uri("1".repeat(12) + ".dkr-ecr.us-gov-west-1.on.aws/x") + DIGEST, "proxy", "nginx:1"));
        assertThat(usual.sameImages(dual)).isTrue();
        assertThat(usual.sameImages(Release.of("arn:api:8", Map.of("api", API.uri() + DIGEST)))).isFalse();
        assertThat(usual.sameImages(new Release(Optional.empty(), dual.images()))).isTrue();
    }
}
