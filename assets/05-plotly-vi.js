/* Vietnamese for charts. Dash loads plotly late and plotly reads this list when it starts. */
(function () {
  "use strict";
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  window.PlotlyLocales = window.PlotlyLocales || [];
  window.PlotlyLocales.push({
    moduleType: "locale",
    name: "vi",
    dictionary: {
      "Autoscale": "Tự co giãn",
      "Reset axes": "Đặt lại các trục",
      "Zoom in": "Phóng to",
      "Zoom out": "Thu nhỏ",
      "Double-click to zoom back out": "Nhấn đúp để thu về",
    },
    format: {
      days: ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
      shortDays: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
      months: months.map((month) => "tháng " + month),
      shortMonths: months.map((month) => "Th" + month),
      date: "%d/%m/%Y",
      dateTime: "%H:%M %d/%m/%Y",
      time: "%H:%M:%S",
      decimal: ",",
      thousands: ".",
      grouping: [3],
    },
  });
})();
