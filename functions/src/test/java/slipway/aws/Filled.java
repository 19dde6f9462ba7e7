package slipway.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Sets each member of an SDK class, however deep, to something of its own. */
final class Filled {
    private int last;

    /** Fills a builder, which is an SdkPojo too. */
    <T extends SdkPojo> T fill(T builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            field.set(builder, value(field));
        }
        return builder;
    }

    private Object value(SdkField<?> field) {
        last++;
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.STRING) {
            return field.memberName() + "-" + last;
        } else if (type == MarshallingType.INTEGER) {
            return last;
        } else if (type == MarshallingType.LONG) {
            return (long) last;
        } else if (type == MarshallingType.DOUBLE) {
            return last + 0.5;
        } else if (type == MarshallingType.FLOAT) {
            return last + 0.5f;
        } else if (type == MarshallingType.BOOLEAN) {
            return last % 2 == 0;
        } else if (type == MarshallingType.INSTANT) {
            return Instant.ofEpochSecond(last);
        } else if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            return List.of(value(member), value(member));
        } else if (type == MarshallingType.MAP) {
            return Map.of("key-" + last, value(field.getTrait(MapTrait.class).valueFieldInfo()));
        } else if (type == MarshallingType.SDK_POJO) {
            return ((Buildable) fill(field.constructor().get())).build();
        }
        throw new AssertionError("teach me to fill " + field.memberName() + " of type " + type.getTargetClass());
    }
}
