"""What happens to plans."""

from workinggroup.plans.operations.carrying import (
    activate_plan,
    complete_plan,
    count_month,
    resume_plan,
    suspend_plan,
    take_over_tasks,
)
from workinggroup.plans.operations.drafting import (
    draft_plan,
    drop_section,
    frame_plan,
    open_section,
    share_plan,
    withdraw_plan,
    write_section,
)
from workinggroup.plans.operations.evaluating import (
    accept_finding,
    close_plan,
    evaluate_plan,
    find_out,
    improve,
    rate_objectives,
    rate_together,
)
from workinggroup.plans.operations.importing import check_tasks, import_tasks
from workinggroup.plans.operations.tabling import answer_plan, lapse_plans, revise_plan, table_plan, take_back_plan
from workinggroup.plans.operations.working import add_part, add_phase, drop_part, drop_phase, drop_task, put_task

__all__ = [
    "accept_finding", "activate_plan", "add_part", "add_phase", "answer_plan", "check_tasks", "close_plan", "complete_plan",
    "count_month", "draft_plan", "drop_part", "drop_phase", "drop_section", "drop_task", "evaluate_plan", "find_out",
    "frame_plan", "import_tasks", "improve", "lapse_plans", "open_section", "put_task", "rate_objectives", "rate_together",
    "resume_plan", "revise_plan", "share_plan", "suspend_plan", "table_plan", "take_back_plan", "take_over_tasks",
    "withdraw_plan", "write_section",
]  # fmt: skip
