package slipway.aws;

import java.util.ArrayList;
import java.util.List;
import slipway.aws.DynamoTable.Key;
import slipway.codec.Json;
import slipway.release.TargetName;
import slipway.rollout.Freeze;
import slipway.rollout.Freezes;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;

/** The freezes, one item each in one partition, so that all of them are one query and those of a target come with its state. */
record DynamoFreezes(DynamoTable table) implements Freezes {
    @Override
    public Situation situation(TargetName target) {
        Key state = DynamoKeys.state(target);
        TargetState found = TargetState.unknown(target);
        List<Freeze> freezes = new ArrayList<>();
        for (var item : table.get(List.of(state, DynamoKeys.freeze(target), DynamoKeys.freeze(TargetName.ALL)))) {
            String body = item.get(DynamoTable.BODY).s();
            if (item.get(DynamoLedger.PARTITION).s().equals(state.pk())) {
                found = Json.read(body, TargetState.class);
            } else {
                freezes.add(Json.read(body, Freeze.class));
            }
        }
        return new Situation(found, freezes);
    }

    @Override
    public List<Freeze> all() {
        return table.query(DynamoKeys.FREEZES, "", true, Integer.MAX_VALUE).stream()
                .map(item -> Json.read(item.get(DynamoTable.BODY).s(), Freeze.class)).toList();
    }

    @Override
    public void put(Freeze freeze) {
        Faults.in("dynamodb:PutItem", () -> table.client().putItem(ask -> ask.tableName(table.name())
                .item(DynamoTable.item(DynamoKeys.freeze(freeze.target()), freeze))));
    }

    @Override
    public void remove(TargetName target) {
        Faults.in("dynamodb:DeleteItem", () -> table.client().deleteItem(ask -> ask.tableName(table.name())
                .key(DynamoKeys.freeze(target).attributes())));
    }
}
