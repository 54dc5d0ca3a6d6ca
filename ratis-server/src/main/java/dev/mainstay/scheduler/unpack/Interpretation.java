// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import java.util.Optional;

/** What the records of one resource on one machine mean, as far as read. */
final class Interpretation {
    private final WorkResource resource;
    private final WorkNode node;
    private final List<OperationRecord> records;
    private OnFail onFail = OnFail.IGNORE;
    private Optional<OperationRecord> lastFailure = Optional.empty();

    Interpretation(WorkResource resource, WorkNode node, List<OperationRecord> records) {
        this.resource = resource;
        this.node = node;
        this.records = List.copyOf(records);
    }

    WorkResource resource() {
        return resource;
    }

    WorkNode node() {
        return node;
    }

    List<OperationRecord> records() {
        return records;
    }

    /** Whether the same operation reported something after this record of it. */
    boolean ranAgain(OperationRecord record) {
        return records.stream().anyMatch(later -> later.order() > record.order()
                && later.task().equals(record.task())
                && later.intervalMillis() == record.intervalMillis());
    }

    OnFail onFail() {
        return onFail;
    }

    void onFail(OnFail value) {
        onFail = value;
    }

    void atLeast(OnFail value) {
        if (value.compareTo(onFail) > 0) {
            onFail = value;
        }
    }

    Optional<OperationRecord> lastFailure() {
        return lastFailure;
    }

    void lastFailure(OperationRecord record) {
        lastFailure = Optional.of(record);
    }

    void role(Role role) {
        resource.role(role);
        resource.history().roleKnown(true);
        resource.clear(ResourceFlag.DEMOTED);
    }

    void demoted() {
        role(Role.UNPROMOTED);
        resource.set(ResourceFlag.DEMOTED);
    }

    /** At least active, in the lowest role that an active instance of it has. */
    void active() {
        role(resource.inPromotable() ? Role.UNPROMOTED : Role.STARTED);
    }

    boolean isActive() {
        return resource.history().roleKnown() && resource.role() != Role.STOPPED;
    }
}
