// Leaves a date as it was typed: the calendar would put today in the place of what it cannot read itself.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
