// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.UInt32;

/** One unit in the answer to ListUnitsByNames; the library reads the fields by their positions. */
public final class UnitRow extends Struct {
    @Position(0)
    public final String name;
    @Position(1)
    public final String description;
    @Position(2)
    public final String load;
    @Position(3)
    public final String active;
    @Position(4)
    public final String sub;
    @Position(5)
    public final String followed = "";
    @Position(6)
    public final DBusPath path = new DBusPath("/org/freedesktop/systemd1/unit/any");
    @Position(7)
    public final UInt32 jobId;
    @Position(8)
    public final String jobType;
    @Position(9)
    public final DBusPath jobPath;

    UnitRow(String name, ScriptedSystemd.Unit unit) {
        this.name = name;
        this.description = "the unit " + name;
        this.load = unit.load();
        this.active = unit.active();
        this.sub = unit.active();
        this.jobId = new UInt32(unit.job());
        this.jobType = unit.jobType();
        this.jobPath = ScriptedSystemd.jobPath(unit.job());
    }
}
