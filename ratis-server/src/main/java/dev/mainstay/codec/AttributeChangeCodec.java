// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeChange.Reach;
import dev.mainstay.state.AttributeUpdate;
import dev.mainstay.state.Command;
import java.util.ArrayList;
import java.util.List;

/** Changes of attributes. */
final class AttributeChangeCodec {

    private AttributeChangeCodec() {}

    static LogProto.ChangeAttributes encode(Command.ChangeAttributes command) {
        var message = LogProto.ChangeAttributes.newBuilder();
        command.changes().forEach(change -> message.addChanges(encode(change)));
        return message.build();
    }

    static Command command(LogProto.ChangeAttributes message) throws MalformedField {
        List<AttributeChange> changes = new ArrayList<>();
        for (LogProto.AttributeChange change : message.getChangesList()) {
            changes.add(new AttributeChange(new NodeId(required("node", change.getNode())),
                    change.getName(), update(change),
                    change.getPrivate() ? Reach.PRIVATE : Reach.PUBLIC));
        }
        return new Command.ChangeAttributes(changes);
    }

    private static LogProto.AttributeChange encode(AttributeChange change) {
        var message = LogProto.AttributeChange.newBuilder()
                .setNode(change.node().value())
                .setName(change.name())
                .setPrivate(change.reach() == Reach.PRIVATE);
        switch (change.update()) {
            case AttributeUpdate.Put(var value) -> message.setPut(value);
            case AttributeUpdate.Raise(var by) -> message.setRaise(by);
            case AttributeUpdate.Drop() ->
                    message.setDrop(LogProto.AttributeChange.Drop.getDefaultInstance());
        }
        return message.build();
    }

    private static AttributeUpdate update(LogProto.AttributeChange message)
            throws MalformedField {
        return switch (message.getUpdateCase()) {
            case PUT -> new AttributeUpdate.Put(message.getPut());
            case RAISE -> new AttributeUpdate.Raise(message.getRaise());
            case DROP -> new AttributeUpdate.Drop();
            case UPDATE_NOT_SET -> throw unknownKind("update");
        };
    }
}
