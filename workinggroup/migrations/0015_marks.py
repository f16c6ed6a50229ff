"""Marks are those that there are: of what is none nobody could say whether it is lower."""

from django.db import migrations, models

from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_addresses"),
        ("workinggroup", "0014_practices"),
    ]

    operations = [
        ChangeTables(
            [
                migrations.AddConstraint(
                    model_name="answerpassage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_answerpassage_marks_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="gap",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_gap_marks_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="gappassage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_gappassage_marks_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="informationanswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_informationanswer_marks_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="informationrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_informationrequest_marks_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plan",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_plan_marks_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plansection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_plansection_marks_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="practice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_practice_marks_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="practicepassage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_practicepassage_marks_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="requestpassage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mark_then__in", ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                            ("marking__in", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                        ),
                        name="workinggroup_requestpassage_marks_known",
                    ),
                ),
            ]
        ),
    ]
