package meetpost.agent.rule;

import meetpost.agent.calendar.Timetable;
import meetpost.agent.settings.rule.Behaviour;

/** What makes a rule want something, with what it remembers. One thread. */
interface Decider {

    /** Of what is no thermostat. */
    static Decider of(Behaviour behaviour, Timetable timetable) {
        if (behaviour instanceof Behaviour.Schedule schedule) {
            return new ScheduleDecider(schedule, timetable);
        }
        if (behaviour instanceof Behaviour.Follow follow) {
            return new SwitchDeciders.Following(follow);
        }
        return behaviour instanceof Behaviour.Press press
                ? new SwitchDeciders.Pressing(press)
                : new ConditionDecider((Behaviour.When) behaviour);
    }

    /** What it wants now. */
    Decision decide(Moment moment, Observations observations);

    /** What it wanted was not to be: an event that is over does not come again by itself. */
    default void dropped() {}
}
